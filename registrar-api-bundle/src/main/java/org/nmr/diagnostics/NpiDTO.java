// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import org.osgi.dto.DTO;

/** One NPI that has registrations. */
public class NpiDTO extends DTO {
    /** The NPI's id. */
    public String npi = "";

    /** The number of its clients, including those whose end has begun. */
    public int clients;

    /** The number of its clients that have no binding. */
    public int clientsWithoutBinding;

    /** The number of its providers, including those whose end has begun. */
    public int providers;

    /** The number of its providers that have no binding. */
    public int providersWithoutBinding;

    /** The number of its bindings and running proposals. */
    public int bindings;

    /** Makes a copy with no field set. */
    public NpiDTO() {}
}
