// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.ModuleRegistrations;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderProposal;
import org.nmr.RegistrationInstance;
import org.nmr.Selection;

/** A client that has the best greeter of its language, and the next best when that one leaves. */
final class Choosing {
    private final AtomicReference<@Nullable GreetingSession> session = new AtomicReference<>();

    void register(ModuleRegistrations nmr) {
        nmr.registerClient(ClientCharacteristics.of(Greeter.NPI, this::attachProvider)
                .withSelection(Selection.best("(language=en)")));
    }

    private void attachProvider(ProviderProposal<Void, Greeter> proposal) {
        GreetingSession best = new GreetingSession(proposal.binding(), gone -> session.set(null));
        if (proposal.attach(best).attached()) {
            session.set(best);
        }
    }

    Optional<String> greet(String name) {
        return Optional.ofNullable(session.get()).flatMap(best -> best.greet(name));
    }

    static void publish(ModuleRegistrations nmr, Greeter greeter, String language, int ranking) {
        RegistrationInstance instance = RegistrationInstance.of(Greeter.NPI)
                .withCharacteristic("language", language)
                .withCharacteristic(ProviderCharacteristics.RANKING, ranking);
        nmr.registerProvider(new ProviderCharacteristics<>(
                Greeter.NPI, instance, client -> Answer.accept(BindingContext.NONE, greeter)));
    }
}
