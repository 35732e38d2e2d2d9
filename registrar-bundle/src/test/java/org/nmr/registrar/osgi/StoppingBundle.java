// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.nmr.testkit.Fake;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.Version;

/** A bundle as the registrar sees it, and as much of a framework as its stop needs. */
final class StoppingBundle {
    private final AtomicInteger state = new AtomicInteger(Bundle.ACTIVE);
    private final AtomicReference<AllServiceListener> listener = new AtomicReference<>();
    private final List<ServiceReference<?>> marks = new ArrayList<>();
    private boolean hidesEvents;
    private boolean isContextValid = true;
    boolean isRegistrarStopped;

    private final BundleContext own = Fake.of(BundleContext.class, Map.of("registerService", args -> {
        if (!isContextValid) {
            throw new IllegalStateException("the context is not valid");
        }
        return mark();
    }));

    /** The bundle. */
    final Bundle bundle = Fake.of(
            Bundle.class,
            Map.of(
                    "getState", args -> state.get(),
                    "getBundleId", args -> 7L,
                    "getSymbolicName", args -> "test",
                    "getVersion", args -> Version.emptyVersion,
                    "getBundleContext", args -> own));

    /** The registrar's context. */
    final BundleContext registrars = Fake.of(
            BundleContext.class,
            Map.of(
                    "addServiceListener",
                    args -> {
                        listener.set((AllServiceListener) args[0]);
                        return null;
                    },
                    "getBundle",
                    args -> {
                        if (isRegistrarStopped) {
                            throw new IllegalStateException("the context is not valid");
                        }
                        return args.length == 1 && args[0].equals(7L) ? bundle : null;
                    }));

    private ServiceRegistration<?> mark() {
        AtomicReference<ServiceReference<?>> self = new AtomicReference<>();
        ServiceReference<?> reference = Fake.of(
                ServiceReference.class, Map.of("getBundle", args -> marks.contains(self.get()) ? bundle : null));
        self.set(reference);
        marks.add(reference);
        if (!hidesEvents) {
            listener.get().serviceChanged(new ServiceEvent(ServiceEvent.REGISTERED, reference));
        }
        return Fake.of(
                ServiceRegistration.class,
                Map.of("getReference", args -> reference, "unregister", args -> marks.remove(reference)));
    }

    /** From now on a hook keeps the bundle's service events from the registrar. */
    void hideEvents() {
        hidesEvents = true;
    }

    void state(int now) {
        state.set(now);
    }

    /** What precedes the bundle's own {@code stop()}. */
    void stopping(BundleOwners owners) {
        state(Bundle.STOPPING);
        owners.bundleChanged(new BundleEvent(BundleEvent.STOPPING, bundle));
    }

    /** What the framework does when {@code stop()} has returned. */
    void stopped() {
        isContextValid = false;
        if (!hidesEvents) {
            List.copyOf(marks)
                    .forEach(mark -> listener.get().serviceChanged(new ServiceEvent(ServiceEvent.UNREGISTERING, mark)));
        }
        marks.clear();
    }

    void start() {
        isContextValid = true;
        state(Bundle.STARTING);
    }

    void assertMarks(int expected) {
        assertEquals(expected, marks.size(), "marks of the bundle");
    }
}
