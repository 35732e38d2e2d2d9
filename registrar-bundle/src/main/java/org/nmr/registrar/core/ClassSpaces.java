// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nmr.Npi;
import org.nmr.registrar.text.ForeignText;
import org.nmr.registrar.unload.Log;

/** Keeps apart the two sides of an NPI that see different classes under its dispatch types. */
final class ClassSpaces {
    private ClassSpaces() {}

    /** Says why the pair is refused, or null if it is not. */
    static @Nullable String mismatch(LiveRegistration<?, ?> client, LiveRegistration<?, ?> provider) {
        Npi<?, ?> wanted = client.npi();
        Npi<?, ?> offered = provider.npi();
        if (wanted.clientDispatch() == offered.clientDispatch()
                && wanted.providerDispatch() == offered.providerDispatch()) {
            return null;
        }
        Function<Class<?>, String> origin = client.environment().origin();
        return client + " and " + provider + " are not proposed to each other, because they see different classes: "
                + difference("client", wanted.clientDispatch(), offered.clientDispatch(), origin)
                + difference("provider", wanted.providerDispatch(), offered.providerDispatch(), origin)
                + advice(wanted, offered, client.environment().outdated());
    }

    private static String advice(Npi<?, ?> wanted, Npi<?, ?> offered, Predicate<Class<?>> outdated) {
        boolean sameNames = wanted.clientDispatch()
                        .getName()
                        .equals(offered.clientDispatch().getName())
                && wanted.providerDispatch()
                        .getName()
                        .equals(offered.providerDispatch().getName());
        if (!sameNames) {
            return "They define the NPI differently: give one of them another id, or agree on the dispatch types";
        }
        boolean isOutdated = Stream.of(
                        wanted.clientDispatch(),
                        wanted.providerDispatch(),
                        offered.clientDispatch(),
                        offered.providerDispatch())
                .anyMatch(outdated);
        return isOutdated
                ? "The bundle of the old classes was updated or uninstalled,"
                        + " and whoever was wired to it before still sees them: refresh it"
                : "Let both import the dispatch package from the same bundle";
    }

    private static String difference(
            String role, Class<?> clients, Class<?> providers, Function<Class<?>, String> origin) {
        if (clients == providers) {
            return "";
        }
        return "the " + role + " dispatch is " + place(clients, origin) + " for the client and "
                + place(providers, origin) + " for the provider. ";
    }

    private static String place(Class<?> type, Function<Class<?>, String> origin) {
        String name = ForeignText.of(type.getName());
        return Log.text(name, () -> name + " from " + origin.apply(type));
    }
}
