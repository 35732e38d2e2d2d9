// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.report;

import org.nmr.Owner;
import org.nmr.RegistrationInstance;
import org.nmr.diagnostics.OwnerDTO;
import org.nmr.registrar.text.ForeignText;

/**
 * Who registered, by names only.
 *
 * @param owner the bundle
 * @param module the module of that bundle
 */
public record Who(Owner owner, String module) {
    /** Names an owner, as {@link Owner#toString}. */
    public static String name(Owner owner) {
        return ForeignText.of(owner.name()) + " [" + owner.id() + "]";
    }

    /** Names the NPI of a registration. */
    public static String npi(RegistrationInstance instance) {
        return ForeignText.of(instance.npiId());
    }

    /** Returns the same with names that are short enough to be kept. */
    public Who kept() {
        Owner kept = new Owner(owner.id(), ForeignText.of(owner.name()), ForeignText.of(owner.version()));
        return new Who(kept, ForeignText.of(module));
    }

    /** Returns a copy for the diagnostics. */
    public OwnerDTO copy() {
        OwnerDTO dto = new OwnerDTO();
        dto.bundle = owner.id();
        dto.name = ForeignText.of(owner.name());
        dto.version = ForeignText.of(owner.version());
        dto.module = ForeignText.of(module);
        return dto;
    }
}
