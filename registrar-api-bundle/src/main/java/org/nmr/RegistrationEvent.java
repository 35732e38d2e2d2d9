// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.util.Objects;

/**
 * One registration that has come or gone, as a {@link RegistrationListener} is told.
 *
 * <p>Immutable. It refers to classes and objects of the module, so do not keep it longer than the registration is
 * there.
 *
 * @param role whether it is a client or a provider
 * @param npi the NPI with its types
 * @param instance the self-description, as peers see it
 * @since 1.0
 */
public record RegistrationEvent(Role role, Npi<?, ?> npi, RegistrationInstance instance) {
    /** The role of a registration. */
    public enum Role {
        /** Registered by {@code registerClient}; captures are clients, too. */
        CLIENT,
        /** Registered by {@code registerProvider}. */
        PROVIDER
    }

    /**
     * Checks the components.
     *
     * @param role see {@link #role()}
     * @param npi see {@link #npi()}
     * @param instance see {@link #instance()}
     * @throws NullPointerException if a component is {@code null}
     */
    public RegistrationEvent {
        Objects.requireNonNull(role, "registration event: expected a role, was null");
        Objects.requireNonNull(npi, "registration event: expected an NPI, was null");
        Objects.requireNonNull(instance, "registration event: expected a registration instance, was null");
    }

    /**
     * Returns the registrar's number of the registration: the {@link RegistrationInstance#id}.
     *
     * @return the id, 1 or more
     */
    public long id() {
        return instance.id();
    }
}
