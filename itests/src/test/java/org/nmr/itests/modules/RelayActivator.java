// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.modules;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.ModuleRegistrations;
import org.nmr.NetworkModuleActivator;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.itests.npi.Greeter;
import org.nmr.itests.npi.GreetingRefusedException;
import org.nmr.itests.npi.Listener;
import org.nmr.itests.shared.Scenario;
import org.osgi.framework.BundleContext;

/** One link of a chain: what it is asked it asks the next one, if it has one; the first is called by the test. */
public final class RelayActivator extends NetworkModuleActivator {
    private final AtomicReference<Binding<Greeter>> next = new AtomicReference<>();
    private Scenario scenario;
    private String name;
    private String in;
    private String out;

    @Override
    public void start(BundleContext context) throws Exception {
        scenario = context.getService(context.getServiceReference(Scenario.class));
        name = context.getBundle().getSymbolicName();
        in = context.getBundle().getHeaders().get("Itest-In");
        out = context.getBundle().getHeaders().get("Itest-Out");
        super.start(context);
    }

    @Override
    public void register(ModuleRegistrations nmr) {
        if (out != null) {
            nmr.registerClient(ClientCharacteristics.of(Npi.of(out, Listener.class, Greeter.class), proposal -> {
                next.set(proposal.binding());
                proposal.attach(BindingContext.NONE, news -> {});
            }));
        }
        if (in == null) {
            scenario.offerAgain(name + " asks", () -> ask(name));
        } else {
            nmr.registerProvider(ProviderCharacteristics.of(
                    Npi.of(in, Listener.class, Greeter.class),
                    proposal -> Answer.accept(BindingContext.NONE, new Relay())));
        }
    }

    private String ask(String who) {
        try {
            return next.get().dispatch().greet(who);
        } catch (GreetingRefusedException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class Relay implements Greeter {
        @Override
        public String greet(String who) {
            scenario.take(name + " relays");
            if (out == null) {
                return who + " " + name;
            }
            try {
                return ask(who + " " + name);
            } catch (RuntimeException failed) {
                scenario.record("failed inside " + name);
                throw new IllegalStateException("inside " + name, failed);
            }
        }

        @Override
        public CompletionStage<String> greetLater(String who) {
            return CompletableFuture.completedFuture(greet(who));
        }
    }
}
