// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.util.Objects;

/**
 * The characteristics of a client: the NPI, the self-description and the callbacks with which it registers [C-39].
 *
 * <p>It is immutable, so the peers never see it change [C-178]. One object may be registered several times. Each time
 * makes a separate registration [A-13, C-195].
 *
 * @param <C> the client dispatch type of the NPI
 * @param <P> the provider dispatch type of the NPI
 * @param npi the NPI, with the dispatch types of both roles
 * @param instance the self-description that providers read
 * @param module the callbacks; this object also replaces the registration context of the NMR [C-21]
 * @param selection which providers the client wants, and how many at a time
 * @since 1.0
 */
public record ClientCharacteristics<C, P>(
        Npi<C, P> npi, RegistrationInstance instance, ClientModule<C, P> module, Selection selection) {
    /**
     * Checks the components.
     *
     * @param npi see {@link #npi()}
     * @param instance see {@link #instance()}
     * @param module see {@link #module()}
     * @param selection see {@link #selection()}
     * @throws NullPointerException if one is {@code null} [B-16]
     * @throws IllegalArgumentException if the instance describes another NPI
     */
    public ClientCharacteristics {
        Registrations.requireSameNpi("client", npi, instance);
        Objects.requireNonNull(module, () -> "client of NPI " + npi.shown() + ": expected a ClientModule, was null");
        Objects.requireNonNull(selection, () -> "client of NPI " + npi.shown() + ": expected a Selection, was null");
    }

    /**
     * Makes characteristics of a client that wants every provider.
     *
     * @param npi the NPI, with the dispatch types of both roles
     * @param instance the self-description that providers read
     * @param module the callbacks
     * @throws NullPointerException if an argument is {@code null} [B-16]
     * @throws IllegalArgumentException if the instance describes another NPI
     */
    public ClientCharacteristics(Npi<C, P> npi, RegistrationInstance instance, ClientModule<C, P> module) {
        this(npi, instance, module, Selection.ALL);
    }

    /**
     * Returns characteristics whose self-description names only the NPI.
     *
     * @param <C> the client dispatch type of the NPI
     * @param <P> the provider dispatch type of the NPI
     * @param npi the NPI
     * @param module the callbacks
     * @return the characteristics
     * @throws NullPointerException if an argument is {@code null}
     */
    public static <C, P> ClientCharacteristics<C, P> of(Npi<C, P> npi, ClientModule<C, P> module) {
        return new ClientCharacteristics<>(npi, RegistrationInstance.of(npi), module);
    }

    /**
     * Returns these characteristics with another selection of providers.
     *
     * @param newSelection which providers the client wants, and how many at a time
     * @return the new characteristics
     * @throws NullPointerException if the argument is {@code null}
     */
    public ClientCharacteristics<C, P> withSelection(Selection newSelection) {
        return new ClientCharacteristics<>(npi, instance, module, newSelection);
    }
}
