// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
     * The name of the characteristic that ranks providers for clients that want the best one: an {@link Integer}, 0 if
     * absent, the highest is the best. See {@link Selection#best()}.
     */
    public static final String RANKING = "nmr.ranking";

    /**
     * Checks the components.
     *
     * @param npi see {@link #npi()}
     * @param instance see {@link #instance()}
     * @param module see {@link #module()}
     * @throws NullPointerException if one is {@code null} [B-16]
     * @throws IllegalArgumentException if the instance describes another NPI, or its {@link #RANKING} is not an Integer
     */
    public ProviderCharacteristics {
        Registrations.requireSameNpi("provider", npi, instance);
        Objects.requireNonNull(
                module, () -> "provider of NPI " + npi.shown() + ": expected a ProviderModule, was null");
        requireRanking(npi, instance.characteristics().get(RANKING));
    }

    private static void requireRanking(Npi<?, ?> npi, @Nullable Object ranking) {
        if (ranking != null && !(ranking instanceof Integer)) {
            throw new IllegalArgumentException("provider of NPI " + npi.shown() + ": expected an Integer as " + RANKING
                    + ", was one of " + ranking.getClass());
        }
    }

    /**
     * Returns the ranking among the providers of the NPI.
     *
     * @return the characteristic {@link #RANKING}, or 0
     */
    public int ranking() {
        return instance.characteristics().get(RANKING) instanceof Integer ranking ? ranking : 0;
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
