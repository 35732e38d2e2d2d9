// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import org.osgi.dto.DTO;

/** A client and a provider that did not attach. */
public class PairDTO extends DTO {
    /** REFUSED by the provider, or FAILED. */
    public String outcome = "";

    /** The NPI's id. */
    public String npi = "";

    /** The client's owner. */
    public OwnerDTO client = new OwnerDTO();

    /** The provider's owner. */
    public OwnerDTO provider = new OwnerDTO();

    /** Why, for people. */
    public String reason = "";

    /** How long ago, in milliseconds. */
    public long ageMillis;
}
