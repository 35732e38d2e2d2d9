// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import java.util.Map;
import org.osgi.dto.DTO;

/** One registration of a client or provider. */
public class RegistrationDTO extends DTO {
    /** The registrar's number of the registration, as peers see it. */
    public long id;

    /** {@code client} or {@code provider}. */
    public String role = "";

    /** The NPI's id. */
    public String npi = "";

    /** Who registered. */
    public OwnerDTO owner = new OwnerDTO();

    /** The module id, as peers see it. */
    public String moduleId = "";

    /** The implementation number. */
    public int number;

    /**
     * The characteristics as they were at registration; values other than texts, numbers and booleans as texts, and
     * those of a module's own types by the names of their classes.
     */
    public Map<String, Object> characteristics = Map.of();

    /** Whom the owner registered for; empty if for itself. */
    public String onBehalfOf = "";

    /** Whether its end has begun. */
    public boolean ending;

    /** How many bindings and running proposals it has. */
    public int bindings;

    /** Whether this is a client that requires a provider. */
    public boolean required;

    /** Whether it has the provider that it requires, if it requires one; false once its end has begun. */
    public boolean satisfied;

    /** For how long it has had no provider, in milliseconds; -1 unless it requires one and has none. */
    public long unsatisfiedMillis = -1;
}
