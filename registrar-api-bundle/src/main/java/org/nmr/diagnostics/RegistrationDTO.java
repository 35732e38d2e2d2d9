// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import java.util.Map;
import org.osgi.dto.DTO;

/** One registration of a client or provider. */
public class RegistrationDTO extends DTO {
    /** The registrar's number of the registration, as peers see it. */
    public long id;

    /** The role: {@code client} or {@code provider}. */
    public String role = "";

    /** The NPI's id. */
    public String npi = "";

    /** The owner of the registration. */
    public OwnerDTO owner = new OwnerDTO();

    /** The module id, as peers see it. */
    public String moduleId = "";

    /** The implementation number. */
    public int number;

    /**
     * The characteristics as they were at registration. Texts, numbers and booleans are values. A value of a module's
     * own type is the name of its class. All other values are texts.
     */
    public Map<String, Object> characteristics = Map.of();

    /** For whom the owner registered; empty if it registered for itself. */
    public String onBehalfOf = "";

    /** Whether its end has begun. */
    public boolean ending;

    /** The number of its bindings and running proposals. */
    public int bindings;

    /** Whether this is a client that requires a provider. */
    public boolean required;

    /** Whether it has the provider that it requires, or requires none; false once its end has begun. */
    public boolean satisfied;

    /** The time that it has had no provider, in milliseconds; -1 unless it requires a provider and has none. */
    public long unsatisfiedMillis = -1;

    /** Makes a copy with no field set. */
    public RegistrationDTO() {}
}
