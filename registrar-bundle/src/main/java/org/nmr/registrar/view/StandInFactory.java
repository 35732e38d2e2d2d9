// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.MalformedParameterizedTypeException;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes stand-ins: one class for each list of interfaces, one small object for each binding's side.
 *
 * <p>Thread safe. It holds interfaces and what it has made weakly, as {@link ViewFactory} does, and asks foreign class
 * loaders without any lock of its own.
 */
public final class StandInFactory {
    /** Guarded by itself, as the queue is. */
    private final Map<Interfaces, Made> makers = new HashMap<>();

    private final ReferenceQueue<StandInMaker> gone = new ReferenceQueue<>();

    /** Makes a factory that knows no interfaces yet. */
    public StandInFactory() {}

    /**
     * Returns what makes the stand-ins of some interfaces.
     *
     * @param interfaces the interfaces
     * @param handedOut the names of types that are handed out wherever a method returns one
     * @return makes a stand-in for a guard; keep it
     * @throws IllegalArgumentException if there are no stand-ins of them; the message says why
     */
    public StandInMaker of(List<Class<?>> interfaces, Set<String> handedOut) {
        HandOutRule rule = new HandOutRule(Set.copyOf(handedOut));
        Interfaces key = Interfaces.of(interfaces, rule);
        StandInMaker known = known(key);
        if (known != null) {
            return known;
        }
        try {
            return keep(key, makeAsRegistrar(interfaces, rule));
        } catch (LinkageError | TypeNotPresentException | MalformedParameterizedTypeException e) {
            throw new IllegalArgumentException(StandInRules.explain(interfaces, ViewRules.unlinked(e)), e);
        }
    }

    /** The same without names: only methods that are marked hand out. */
    StandInMaker of(List<Class<?>> interfaces) {
        return of(interfaces, Set.of());
    }

    private @Nullable StandInMaker known(Interfaces key) {
        synchronized (makers) {
            forgetGone();
            Made made = makers.get(key);
            return made == null ? null : made.get();
        }
    }

    private StandInMaker keep(Interfaces key, StandInMaker maker) {
        synchronized (makers) {
            StandInMaker first = known(key);
            if (first != null) {
                return first;
            }
            makers.remove(key); // its references may be to classes that are the same, but the new key lives longer
            makers.put(key, new Made(key, maker, gone));
            return maker;
        }
    }

    private void forgetGone() {
        for (Object each = gone.poll(); each != null; each = gone.poll()) {
            Made made = (Made) each;
            makers.remove(made.key, made);
        }
    }

    /** The thread is that of a foreign bundle, which need not be allowed to define classes. */
    @SuppressWarnings("removal") // where permissions are enforced there is no other way
    private StandInMaker makeAsRegistrar(List<Class<?>> interfaces, HandOutRule rule) {
        assert !Thread.holdsLock(makers);
        return AccessController.doPrivileged((PrivilegedAction<StandInMaker>) () -> make(interfaces, rule));
    }

    private static StandInMaker make(List<Class<?>> interfaces, HandOutRule rule) {
        StandInRules.requireViews(interfaces);
        Collection<ViewMethod> methods = ViewMethod.of(interfaces, rule);
        StandInRules.refuse(interfaces, ViewRules.problem(methods));
        StandInRules.refuse(interfaces, HandOutRule.problem(methods));
        HandOutClasses handOuts = new HandOutClasses(rule, problem -> StandInRules.explain(interfaces, problem));
        ViewLoader loader = new ViewLoader(StandInRules.requireOneSpace(interfaces, ViewLoader.OWN));
        String name = ViewClass.PACKAGE + interfaces.get(0).getName();
        ViewClass type = new ViewClass(name, StandInView.class, interfaces, methods);
        StandInMaker maker = new StandInMaker(
                interfaces,
                type.define(loader, handOuts, () -> StandInRules.explain(interfaces, StandInRules.TOO_LARGE)));
        handOuts.complete();
        loader.keep(maker);
        return maker;
    }

    /** A maker, as long as it is used. */
    private static final class Made extends WeakReference<StandInMaker> {
        private final Interfaces key;

        Made(Interfaces key, StandInMaker maker, ReferenceQueue<StandInMaker> gone) {
            super(maker, gone);
            this.key = key;
        }
    }

    /**
     * Some interfaces in their order, held weakly. Once one of them is gone, it equals nothing but itself.
     *
     * @param types the interfaces
     * @param rule what they hand out
     * @param hash of all of them
     */
    private record Interfaces(List<WeakReference<Class<?>>> types, HandOutRule rule, int hash) {
        static Interfaces of(List<Class<?>> interfaces, HandOutRule rule) {
            return new Interfaces(
                    interfaces.stream()
                            .<WeakReference<Class<?>>>map(WeakReference::new)
                            .toList(),
                    rule,
                    31 * interfaces.hashCode() + rule.hashCode());
        }

        @Override
        public boolean equals(Object other) {
            return this == other || (other instanceof Interfaces that && rule.equals(that.rule) && isSame(that.types));
        }

        private boolean isSame(List<WeakReference<Class<?>>> others) {
            if (types.size() != others.size()) {
                return false;
            }
            for (int i = 0; i < types.size(); i++) {
                Class<?> mine = types.get(i).get();
                if (mine == null || mine != others.get(i).get()) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
