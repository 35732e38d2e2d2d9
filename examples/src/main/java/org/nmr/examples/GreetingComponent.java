// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.nmr.ClientCharacteristics;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModule;
import org.nmr.ProviderProposal;
import org.nmr.RequireNetworkModuleRegistrar;
import org.osgi.service.component.annotations.Component;

/** A client as a Declarative Services component; attaches to every greeter and asks the first one that is there. */
@RequireNetworkModuleRegistrar
@Component(service = NetworkModule.class)
public final class GreetingComponent implements NetworkModule {
    private final List<GreetingSession> sessions = new CopyOnWriteArrayList<>();

    @Override
    public void register(ModuleRegistrations nmr) {
        nmr.registerClient(ClientCharacteristics.of(Greeter.NPI, this::attachProvider));
    }

    private void attachProvider(ProviderProposal<Void, Greeter> proposal) {
        GreetingSession session = new GreetingSession(proposal.binding(), sessions::remove);
        if (proposal.attach(session).attached()) {
            sessions.add(session);
        }
    }

    Optional<String> greet(String name) {
        return sessions.stream()
                .flatMap(session -> session.greet(name).stream())
                .findFirst();
    }
}
