// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.nmr.ClientCharacteristics;
import org.nmr.Follower;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModule;
import org.nmr.ProviderProposal;
import org.nmr.Selection;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** A client that requires a greeter, and publishes a service while it has one. */
@Component(service = NetworkModule.class)
public final class GreetingsComponent implements NetworkModule {
    private final BundleContext context;
    private final AtomicReference<@Nullable GreetingSession> session = new AtomicReference<>();

    /** Called by Declarative Services. */
    @Activate
    public GreetingsComponent(BundleContext context) {
        this.context = context;
    }

    @Override
    public void register(ModuleRegistrations nmr) {
        nmr.registerClient(ClientCharacteristics.of(Greeter.NPI, this::attachProvider)
                .withSelection(Selection.best().required()));
        nmr.whileSatisfied(Follower.service(context, Greetings.class, this::greet));
    }

    private void attachProvider(ProviderProposal<Void, Greeter> proposal) {
        GreetingSession best = new GreetingSession(proposal.binding(), gone -> session.compareAndSet(gone, null));
        if (proposal.attach(best).attached()) {
            session.set(best);
        }
    }

    private String greet(String name) {
        GreetingSession best = session.get();
        return best == null ? "" : best.greet(name).orElse("");
    }
}
