// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole;

import org.osgi.dto.DTO;

/** Why a request was refused. */
public class ErrorDTO extends DTO {
    /** One line: what was expected, what was seen, what to do. */
    public String error = "";

    /** Makes a copy with no field set. */
    public ErrorDTO() {}
}
