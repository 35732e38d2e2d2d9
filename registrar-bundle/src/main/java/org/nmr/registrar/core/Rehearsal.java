// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.DetachStatus;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.Registration;
import org.nmr.registrar.unload.Log;

/**
 * The lives of two bindings, from the proposal to a wait, once for each class loader of the registrar. Afterwards the
 * classes for them are there. A class that the JVM needs first where a stack ends is broken for good, and with it each
 * wait that needs the class.
 */
final class Rehearsal {
    private static final Npi<Void, Runnable> NPI = Npi.of("org.nmr.registrar.rehearsal", Runnable.class);

    /** Each wait of it ends at once. If one does not, then no registrar may wait for it for ever. */
    private static final Duration LIMIT = Duration.ofMillis(100);

    /** What has ended it before its end, so that some classes are still to be loaded. */
    private static final Optional<Throwable> FAILURE = play();

    private Rehearsal() {}

    /** Returns when it is over, and says in the log if it has failed. */
    static void require(Log log) {
        FAILURE.ifPresent(failure -> log.warn("the registrar has not loaded all of its classes", failure));
    }

    private static Optional<Throwable> play() {
        try {
            lives();
            return Optional.empty();
        } catch (Throwable failure) { // no registrar may fail because of it
            return Optional.of(failure);
        }
    }

    private static void lives() {
        Registrar registrar = Registrar.unrehearsed(Environment.DEFAULT.withLog(new NoLog()));
        LiveModule provider = registrar.open(new Owner(1, "provider", "0")).openModule("provider");
        provider.registerProvider(
                ProviderCharacteristics.of(NPI, proposal -> Answer.accept(BindingContext.NONE, () -> {})));
        OwnerRegistrar client = registrar.open(new Owner(2, "client", "0"));
        if (client.capture(NPI, Duration.ZERO).isAttached() && detachOne(client) && waitForOne(client)) {
            registrar.unloadAll().await(LIMIT);
        }
    }

    private static boolean detachOne(OwnerRegistrar client) {
        List<Binding<Runnable>> bindings = new ArrayList<>();
        Registration registration = client.registerClient(attacher(BindingContext.NONE, bindings));
        Binding<Runnable> binding = bindings.get(0);
        binding.dispatch().run();
        binding.enter().close();
        boolean isDetached = binding.detach().await(LIMIT);
        registration.deregister().completion().thenRun(() -> {});
        return isDetached;
    }

    /** The first wait ends by its limit. */
    private static boolean waitForOne(OwnerRegistrar client) {
        List<Binding<Runnable>> bindings = new ArrayList<>();
        Registration registration = client.registerClient(attacher(new Pending(), bindings));
        if (!registration.close(Duration.ofMillis(1))) {
            bindings.get(0).detachComplete();
        }
        return registration.close(LIMIT);
    }

    private static ClientCharacteristics<Void, Runnable> attacher(
            BindingContext context, List<Binding<Runnable>> bindings) {
        return ClientCharacteristics.of(NPI, proposal -> {
            if (proposal.attach(context).attached()) {
                bindings.add(proposal.binding());
            }
        });
    }

    private static final class Pending implements BindingContext {
        @Override
        public DetachStatus detach() {
            return DetachStatus.PENDING;
        }
    }
}
