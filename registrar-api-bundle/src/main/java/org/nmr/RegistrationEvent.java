// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.util.Objects;

/**
 * One registration that was added or removed, as the registrar tells a {@link RegistrationListener}.
 *
 * <p>It is immutable. It refers to classes and objects of the module. So do not keep it after the registration is
 * removed.
 *
 * @param role whether the registration is a client or a provider
 * @param npi the NPI with its dispatch types
 * @param instance the self-description, as peers see it
 * @since 1.0
 */
public record RegistrationEvent(Role role, Npi<?, ?> npi, RegistrationInstance instance) {
    /** The role of a registration. */
    public enum Role {
        /** The registration is a client: {@code registerClient} or a capture has made it. */
        CLIENT,
        /** The registration is a provider: {@code registerProvider} has made it. */
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
