package org.nmr;

import java.util.Objects;

/**
 * What a provider module registers with: the NPI, its self-description and its callbacks [C-40].
 *
 * <p>Immutable, so the peers never see it change [C-178]. One object may be registered several
 * times; each is a registration of its own [A-13, C-195].
 *
 * @param <C> the client dispatch type of the NPI
 * @param <P> the provider dispatch type of the NPI
 * @param npi the NPI, with the dispatch types of both roles
 * @param instance the self-description that clients read
 * @param module the callbacks; also takes the place of NMR's registration context [C-21]
 * @since 1.0
 */
public record ProviderCharacteristics<C, P>(Npi<C, P> npi, RegistrationInstance instance, ProviderModule<C, P> module) {
    /**
     * Checks the components.
     *
     * @throws NullPointerException if one is {@code null} [B-16]
     * @throws IllegalArgumentException if the instance describes another NPI
     */
    public ProviderCharacteristics {
        Registrations.requireSameNpi("provider", npi, instance);
        Objects.requireNonNull(module, () -> "provider of NPI " + npi + ": expected a ProviderModule, was null");
    }

    /**
     * Returns characteristics with a description of nothing but the NPI.
     *
     * @param <C> the client dispatch type of the NPI
     * @param <P> the provider dispatch type of the NPI
     * @param npi the NPI
     * @param module the callbacks
     * @return the characteristics
     * @throws NullPointerException if an argument is {@code null}
     */
    public static <C, P> ProviderCharacteristics<C, P> of(Npi<C, P> npi, ProviderModule<C, P> module) {
        return new ProviderCharacteristics<>(npi, RegistrationInstance.of(npi), module);
    }
}
