// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nmr.Npi;

/** Keeps apart the two sides of an NPI that see different classes under its dispatch types. */
final class ClassSpaces {
    private ClassSpaces() {}

    /** Says why the pair is refused, or null if it is not. */
    static @Nullable String mismatch(RegistrationCore<?, ?> client, RegistrationCore<?, ?> provider) {
        Npi<?, ?> wanted = client.npi();
        Npi<?, ?> offered = provider.npi();
        if (wanted.clientDispatch() == offered.clientDispatch()
                && wanted.providerDispatch() == offered.providerDispatch()) {
            return null;
        }
        Function<Class<?>, String> origin = client.settings().origin();
        return client + " and " + provider + " are not proposed to each other, because they see different classes: "
                + difference("client", wanted.clientDispatch(), offered.clientDispatch(), origin)
                + difference("provider", wanted.providerDispatch(), offered.providerDispatch(), origin)
                + advice(wanted, offered);
    }

    private static String advice(Npi<?, ?> wanted, Npi<?, ?> offered) {
        boolean sameNames = wanted.clientDispatch()
                        .getName()
                        .equals(offered.clientDispatch().getName())
                && wanted.providerDispatch()
                        .getName()
                        .equals(offered.providerDispatch().getName());
        return sameNames
                ? "Let both import the dispatch package from the same bundle"
                : "They define the NPI differently: give one of them another id, or agree on the dispatch types";
    }

    private static String difference(
            String role, Class<?> clients, Class<?> providers, Function<Class<?>, String> origin) {
        if (clients == providers) {
            return "";
        }
        return "the " + role + " dispatch is " + clients.getName() + " from " + origin.apply(clients)
                + " for the client and " + providers.getName() + " from " + origin.apply(providers)
                + " for the provider. ";
    }
}
