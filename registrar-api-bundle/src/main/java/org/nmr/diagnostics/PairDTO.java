// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import org.osgi.dto.DTO;

/** A client and a provider that did not attach. */
public class PairDTO extends DTO {
    /** The outcome of the try: the provider has REFUSED, or the try has FAILED. */
    public String outcome = "";

    /** The NPI's id. */
    public String npi = "";

    /** The client's owner. */
    public OwnerDTO client = new OwnerDTO();

    /** The provider's owner. */
    public OwnerDTO provider = new OwnerDTO();

    /** The reason, for operators. */
    public String reason = "";

    /** The time since then, in milliseconds. */
    public long ageMillis;

    /** Makes a copy with no field set. */
    public PairDTO() {}
}
