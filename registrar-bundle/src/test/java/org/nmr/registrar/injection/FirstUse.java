// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.Registration;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.LiveModule;
import org.nmr.registrar.core.OwnerRegistrar;
import org.nmr.registrar.core.Registrar;

/**
 * An operation that is taken for the first time in a JVM, and where the stack ends. A class that the JVM cannot
 * initialize there is broken for good. Ends with 0 if the same operation works afterwards, with enough stack.
 */
final class FirstUse {
    /** Each attempt takes one. */
    private static final int CLIENTS = 1_000;

    private static final Npi<Void, Runnable> NPI = Npi.of("test.npi", Runnable.class);

    private final Registrar registrar = new Registrar(Environment.DEFAULT);
    private final OwnerRegistrar bundle = registrar.open(new Owner(1, "client", "1"));
    private final LiveModule provider =
            registrar.open(new Owner(2, "provider", "1")).openModule("provider");
    private final List<Registration> clients = new ArrayList<>();
    private final List<Binding<Runnable>> bindings = new ArrayList<>();
    private int used;

    private FirstUse() {}

    /** The argument names the operation. */
    public static void main(String[] arguments) throws InterruptedException {
        FirstUse test = new FirstUse();
        test.attach();
        Consumer<Integer> operation = test.operation(arguments[0]);
        Thread small = new Thread(null, () -> test.dive(operation), "small stack", 256 * 1024);
        small.start();
        small.join();
        operation.accept(CLIENTS - 1);
        boolean isUnloaded = test.registrar.unloadAll().await(Duration.ofSeconds(60));
        System.out.println(test.used + " uses; unloaded: " + isUnloaded);
        System.exit(isUnloaded && test.used > 0 ? 0 : 1);
    }

    private Consumer<Integer> operation(String name) {
        return switch (name) {
            case "close" -> i -> clients.get(i).close();
            case "detach" -> i -> bindings.get(i).detach().await();
            case "completion" -> i -> clients.get(i).deregister().completion().thenRun(() -> {});
            case "view" -> i -> bindings.get(i).dispatch().run();
            case "standIn" -> i -> standIn(bindings.get(i));
            case "capture" -> i -> bundle.capture(NPI, Duration.ZERO).close();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Leads one to the binding that no attempt uses. */
    private void standIn(Binding<Runnable> binding) {
        Runnable standIn =
                (Runnable) registrar.standIns(List.of(Runnable.class)).standIn(binding, ended -> bindings.get(CLIENTS));
        standIn.run();
        binding.detach().await();
        standIn.run();
    }

    private void attach() {
        provider.registerProvider(
                ProviderCharacteristics.of(NPI, proposal -> Answer.accept(BindingContext.NONE, () -> {})));
        LiveModule client = bundle.openModule("client");
        for (int i = 0; i <= CLIENTS; i++) {
            clients.add(client.registerClient(ClientCharacteristics.of(NPI, proposal -> {
                bindings.add(proposal.binding());
                proposal.attach(BindingContext.NONE);
            })));
        }
    }

    /** At ever more room. */
    private void dive(Consumer<Integer> operation) {
        try {
            dive(operation);
        } catch (StackOverflowError end) {
            // here the stack ends, and a little above
        }
        if (used < CLIENTS - 1) {
            try {
                operation.accept(used++);
            } catch (Throwable thrown) {
                // as may be at the end of a stack
            }
        }
    }
}
