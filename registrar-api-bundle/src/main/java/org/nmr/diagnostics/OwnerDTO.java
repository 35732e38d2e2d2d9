// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import org.osgi.dto.DTO;

/** The bundle that a registration belongs to. */
public class OwnerDTO extends DTO {
    /** The bundle's id. */
    public long bundle;

    /** The bundle's symbolic name. */
    public String name = "";

    /** The bundle's version. */
    public String version = "";

    /** The name of the bundle's module. */
    public String module = "";

    /** Makes a copy with no field set. */
    public OwnerDTO() {}
}
