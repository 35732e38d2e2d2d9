// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.nmr.drain.internal.rules.ServiceFacts;
import org.nmr.drain.internal.rules.Texts;
import org.nmr.drain.internal.rules.Verdict;
import org.nmr.spi.ServiceRegistrar;
import org.nmr.spi.StandIns;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * Gives an original its stand-in: a new one, or one whose original is gone and whose calls wait.
 *
 * @param own the context of this bundle
 */
record Publication(BundleContext own, ServiceRegistrar registrar, Holds holds, System.Logger log) {
    /**
     * Publishes the stand-in. If the provider has begun to stop meanwhile, the service ends at once: what ends those of
     * a bundle may not have seen this one.
     *
     * @param hide is told of the stand-in just before; from then on the original is hidden
     * @return the original and its stand-in
     * @throws ClassNotFoundException if the provider does not see a type of its service
     * @throws IllegalArgumentException if there is no stand-in of these types
     * @throws IllegalStateException if the registrar, the provider or this bundle is stopping
     */
    Life publish(ServiceReference<Object> reference, ServiceFacts facts, Verdict.Drained verdict, Consumer<Life> hide)
            throws ClassNotFoundException {
        BundleContext provider = contextOf(reference);
        Life life = publish(provider, reference, facts, verdict, hide);
        if (provider.getBundle().getState() == Bundle.STOPPING) {
            Life.end(List.of(life), log);
        }
        return life;
    }

    private Life publish(
            BundleContext provider,
            ServiceReference<Object> reference,
            ServiceFacts facts,
            Verdict.Drained verdict,
            Consumer<Life> hide)
            throws ClassNotFoundException {
        List<Class<?>> types = types(provider.getBundle(), facts);
        StandIns views = registrar.standIns(types, verdict.handedOut());
        Original original = Original.open(reference, facts, registrar, verdict.policies());
        boolean isPublished = false;
        try {
            Optional<Life> held = replaceHeld(original, verdict, types, hide);
            if (held.isEmpty()) {
                BundleContext context = verdict.hold().isZero() ? provider : own;
                StandIn made = new StandIn(original, verdict, types, views, context, holds, log);
                hide.accept(new Life(made, original));
                held = replaceHeld(original, verdict, types, hide); // a hold has begun meanwhile, or sees this one
                if (held.isEmpty()) {
                    made.publish();
                    held = Optional.of(new Life(made, original));
                }
            }
            isPublished = true;
            return held.get();
        } finally {
            if (!isPublished) {
                var unused = original.begin();
            }
        }
    }

    /** Lets the original replace one whose calls wait, if there is such a one. */
    private Optional<Life> replaceHeld(
            Original original, Verdict.Drained verdict, List<Class<?>> types, Consumer<Life> hide) {
        Match match = new Match(original.facts(), types);
        for (Optional<StandIn> held = holds.find(match); held.isPresent(); held = holds.find(match)) {
            if (!held.get().handsOut(verdict.handedOut())) { // consumers need objects that count other things
                held.get().retire();
                continue;
            }
            Life life = new Life(held.get(), original);
            hide.accept(life);
            if (held.get().replace(original, verdict)) {
                return Optional.of(life);
            }
        }
        return Optional.empty();
    }

    private static List<Class<?>> types(Bundle provider, ServiceFacts facts) throws ClassNotFoundException {
        List<Class<?>> types = new ArrayList<>();
        for (String name : facts.types()) {
            Class<?> type = provider.loadClass(name);
            if (!types.contains(type)) {
                types.add(type);
            }
        }
        return types;
    }

    /** Says why there is no stand-in. */
    static String reason(Throwable refused) {
        return refused instanceof ClassNotFoundException || refused instanceof LinkageError
                ? "its bundle does not see its types: " + Texts.reason(refused)
                : Texts.reason(refused);
    }

    /** Publishes what gives consumers the original itself; the same as {@link #publish} otherwise. */
    static Life publishUncounted(ServiceReference<Object> reference, Consumer<Life> hide) {
        PlainStandIn uncounted = new PlainStandIn(reference, contextOf(reference));
        Life life = new Life(uncounted, null);
        hide.accept(life);
        uncounted.publish();
        return life;
    }

    /**
     * Returns the context of the bundle that provides a service.
     *
     * @throws IllegalStateException if it does not run
     */
    static BundleContext contextOf(ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        BundleContext context = bundle == null ? null : bundle.getBundleContext();
        if (bundle == null || context == null || bundle.getState() == Bundle.STOPPING) {
            throw new IllegalStateException("its bundle is stopping");
        }
        return context;
    }
}
