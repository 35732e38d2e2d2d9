package org.nmr.examples;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.nmr.ClientCharacteristics;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModule;
import org.nmr.ProviderProposal;
import org.osgi.service.component.annotations.Component;

/** A client as a Declarative Services component; uses one greeter at a time. */
@Component(service = NetworkModule.class)
public final class GreetingComponent implements NetworkModule {
    private final AtomicReference<@Nullable GreetingSession> current = new AtomicReference<>();

    @Override
    public void register(ModuleRegistrations nmr) {
        nmr.registerClient(ClientCharacteristics.of(GreeterActivator.NPI, this::attachProvider));
    }

    private void attachProvider(ProviderProposal<Void, Greeter> proposal) {
        GreetingSession session = new GreetingSession(proposal.binding(), () -> current.set(null));
        if (current.compareAndSet(null, session) && !proposal.attach(session).attached()) {
            current.set(null);
        }
    }

    Optional<String> greet(String name) {
        GreetingSession session = current.get();
        return session == null ? Optional.empty() : session.greet(name);
    }
}
