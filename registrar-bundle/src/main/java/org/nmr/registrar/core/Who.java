// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import org.nmr.Owner;
import org.nmr.diagnostics.OwnerDTO;

/**
 * Who registered, by names only.
 *
 * @param owner the bundle
 * @param module the module of that bundle
 */
record Who(Owner owner, String module) {
    OwnerDTO copy() {
        OwnerDTO dto = new OwnerDTO();
        dto.bundle = owner.id();
        dto.name = owner.name();
        dto.version = owner.version();
        dto.module = module;
        return dto;
    }
}
