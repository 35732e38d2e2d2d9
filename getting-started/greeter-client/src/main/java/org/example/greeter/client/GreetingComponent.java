package org.example.greeter.client;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.example.greeter.Greeter;
import org.nmr.ClientCharacteristics;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModule;
import org.nmr.ProviderProposal;
import org.nmr.RequireNetworkModuleRegistrar;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/** The client, a Declarative Services component. It is also a command of the Gogo shell: {@code greet Ann}. */
@RequireNetworkModuleRegistrar
@Component(
        service = {NetworkModule.class, Greetings.class},
        property = {"osgi.command.scope=greeter", "osgi.command.function=greet"})
public final class GreetingComponent implements NetworkModule, Greetings {
    /** The configuration. Its PID is the full name of the component's class. */
    @interface Config {
        String ending() default "!";
    }

    private final Logger log;
    private final String ending;
    private final List<GreetingSession> sessions = new CopyOnWriteArrayList<>();

    @Activate
    public GreetingComponent(@Reference(service = LoggerFactory.class) Logger log, Config config) {
        this.log = log;
        this.ending = config.ending();
    }

    @Override
    public void register(ModuleRegistrations nmr) {
        nmr.registerClient(ClientCharacteristics.of(Greeter.NPI, this::attachProvider));
    }

    private void attachProvider(ProviderProposal<Void, Greeter> proposal) {
        GreetingSession session = new GreetingSession(proposal.binding(), sessions::remove);
        if (proposal.attach(session).attached()) {
            sessions.add(session);
            log.info("attached to {}", proposal.provider());
        }
    }

    @Override
    public String greet(String name) {
        return sessions.stream()
                .flatMap(session -> session.greet(name).stream())
                .findFirst()
                .map(greeting -> greeting + ending)
                .orElse("no provider is there");
    }
}
