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
     * @return makes a stand-in for a guard; keep it
     * @throws IllegalArgumentException if there are no stand-ins of them; the message says why
     */
    public StandInMaker of(List<Class<?>> interfaces) {
        Interfaces key = Interfaces.of(interfaces);
        StandInMaker known = known(key);
        if (known != null) {
            return known;
        }
        try {
            return keep(key, makeAsRegistrar(interfaces));
        } catch (LinkageError | TypeNotPresentException | MalformedParameterizedTypeException e) {
            throw new IllegalArgumentException(StandInRules.explain(interfaces, ViewRules.unlinked(e)), e);
        }
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
    private StandInMaker makeAsRegistrar(List<Class<?>> interfaces) {
        assert !Thread.holdsLock(makers);
        return AccessController.doPrivileged((PrivilegedAction<StandInMaker>) () -> make(interfaces));
    }

    private static StandInMaker make(List<Class<?>> interfaces) {
        StandInRules.requireViews(interfaces);
        Collection<ViewMethod> methods = ViewMethod.of(interfaces);
        StandInRules.refuse(interfaces, ViewRules.problem(methods));
        ViewLoader loader = new ViewLoader(StandInRules.requireOneSpace(interfaces, ViewLoader.OWN));
        String name = ViewClass.PACKAGE + interfaces.get(0).getName();
        ViewClass type = new ViewClass(name, StandInView.class, interfaces, methods);
        StandInMaker maker = new StandInMaker(
                interfaces, type.define(loader, () -> StandInRules.explain(interfaces, StandInRules.TOO_LARGE)));
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
     * @param hash of all of them
     */
    private record Interfaces(List<WeakReference<Class<?>>> types, int hash) {
        static Interfaces of(List<Class<?>> interfaces) {
            return new Interfaces(
                    interfaces.stream()
                            .<WeakReference<Class<?>>>map(WeakReference::new)
                            .toList(),
                    interfaces.hashCode());
        }

        @Override
        public boolean equals(Object other) {
            return this == other || (other instanceof Interfaces that && isSame(that.types));
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
