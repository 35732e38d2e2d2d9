// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientModule;
import org.nmr.ClientRegistration;
import org.nmr.Deregistration;
import org.nmr.ModuleRegistrations;
import org.nmr.ProviderProposal;
import org.nmr.RegistrationInstance;
import org.nmr.Selection;

/** One object that is a client for each language, and ends that client when it has its greeting. */
final class Survey implements ClientModule<Void, Greeter> {
    private final Map<String, String> greetings = new ConcurrentHashMap<>();
    private final List<Deregistration> ends = new CopyOnWriteArrayList<>();

    void register(ModuleRegistrations nmr, List<String> languages) {
        for (String language : languages) {
            RegistrationInstance instance =
                    RegistrationInstance.of(Greeter.NPI).withCharacteristic("language", language);
            Selection selection = Selection.best("(language=" + language + ")");
            nmr.registerClient(new ClientCharacteristics<>(Greeter.NPI, instance, this, selection));
        }
    }

    @Override
    public void attachProvider(ProviderProposal<Void, Greeter> proposal) {
        ClientRegistration own = proposal.registration();
        if (proposal.attach(BindingContext.NONE).attached()) {
            String language = String.valueOf(own.instance().characteristics().get("language"));
            greetings.put(language, proposal.binding().dispatch().greet("World"));
            ends.add(own.deregister()); // complete after this callback, so don't wait here
        }
    }

    Map<String, String> greetings() {
        return greetings;
    }

    boolean isOver() {
        return ends.stream().allMatch(Deregistration::isComplete);
    }
}
