// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The characteristics of a provider: the NPI, the self-description and the callbacks with which it registers [C-40].
 *
 * <p>It is immutable, so the peers never see it change [C-178]. One object may be registered several times. Each time
 * makes a separate registration [A-13, C-195].
 *
 * @param <C> the client dispatch type of the NPI
 * @param <P> the provider dispatch type of the NPI
 * @param npi the NPI, with the dispatch types of both roles
 * @param instance the self-description that clients read
 * @param module the callbacks; this object also replaces the registration context of the NMR [C-21]
 * @since 1.0
 */
public record ProviderCharacteristics<C, P>(Npi<C, P> npi, RegistrationInstance instance, ProviderModule<C, P> module) {
    /**
     * The name of the characteristic that ranks providers for clients that want the best one. Its value is an
     * {@link Integer}. If it is absent, it counts as 0. The highest ranking is the best. See {@link Selection#best()}.
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
                    + ", was one of " + Shown.of(ranking.getClass()));
        }
    }

    /**
     * Returns the ranking of this provider among the providers of the NPI.
     *
     * @return the characteristic {@link #RANKING}, or 0
     */
    public int ranking() {
        return instance.characteristics().get(RANKING) instanceof Integer ranking ? ranking : 0;
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
    public static <C, P> ProviderCharacteristics<C, P> of(Npi<C, P> npi, ProviderModule<C, P> module) {
        return new ProviderCharacteristics<>(npi, RegistrationInstance.of(npi), module);
    }
}
