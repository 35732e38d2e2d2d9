// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Work;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** Providers and consumers do at a bad moment what they may do. */
class DrainHostileIT extends DrainSetUp {
    private static final String WORK = Work.class.getName();
    private static final String FILTER = "(objectClass=" + WORK + ")";

    private BundleContext provider;

    @BeforeEach
    void startAll() throws Exception {
        startDrain();
        provider = felix.start(ModuleJar.importing("provider")).getBundleContext();
    }

    private static Dictionary<String, Object> asks(Object... more) {
        Dictionary<String, Object> properties = new Hashtable<>(Map.of("nmr.drain", "true"));
        for (int i = 0; i < more.length; i += 2) {
            properties.put((String) more[i], more[i + 1]);
        }
        return properties;
    }

    private void onRegistered(Consumer<ServiceReference<?>> action) throws Exception {
        user.addServiceListener(
                event -> {
                    if (event.getType() == ServiceEvent.REGISTERED) {
                        action.accept(event.getServiceReference());
                    }
                },
                FILTER);
    }

    @Test
    void setProperties_whileConsumersAreTold_reachesTheStandIn() throws Exception {
        onRegistered(user::getService);
        ServiceFactory<Work> factory = new Factory(made -> made.setProperties(asks("changed", "yes")));
        provider.registerService(Work.class, factory, asks());
        assertEquals("yes", user.getServiceReference(Work.class).getProperty("changed"));
    }

    @Test
    void unregister_whileConsumersAreTold_tellsThemOfTheEnd() throws Exception {
        AtomicReference<ServiceRegistration<?>> registration = new AtomicReference<>();
        List<String> told = new CopyOnWriteArrayList<>();
        user.addServiceListener(
                event -> {
                    told.add(event.getType() + " "
                            + (event.getServiceReference().getProperty("nmr.drain.original") != null));
                    if (event.getType() == ServiceEvent.REGISTERED && registration.get() == null) {
                        user.getService(event.getServiceReference());
                        registration.get().unregister();
                    }
                },
                FILTER);
        provider.registerService(Work.class, new Factory(registration::set), asks());
        assertEquals(List.of(ServiceEvent.REGISTERED + " true", ServiceEvent.UNREGISTERING + " true"), told);
        assertNull(user.getServiceReference(Work.class));
    }

    @Test
    void register_consumerLockedByAHeldCall_replaces() throws Exception {
        Object lock = new Object();
        user.addServiceListener(
                event -> {
                    if (event.getType() == ServiceEvent.MODIFIED) {
                        synchronized (lock) {
                            assertNotNull(event.getServiceReference());
                        }
                    }
                },
                FILTER);
        Work first = what -> "first";
        Work second = what -> "second";
        ServiceRegistration<Work> registration =
                provider.registerService(Work.class, first, asks("nmr.drain.hold", "PT5S"));
        Work work = get();
        assertEquals("first", work.on("it"));
        registration.unregister();
        Task call = felix.async("call", () -> {
            synchronized (lock) {
                assertEquals("second", work.on("it"));
            }
        });
        call.awaitBlocked("org.nmr.drain.");
        provider.registerService(Work.class, second, asks("nmr.drain.hold", "PT5S"));
        call.join();
    }

    @Test
    void register_severalAreHeld_replacesTheOneWithTheSameProperties() throws Exception {
        ServiceRegistration<?> a = register("a");
        ServiceRegistration<?> b = register("b");
        ServiceRegistration<?> c = register("c");
        Work work = user.getService(
                user.getServiceReferences(Work.class, "(role=b)").iterator().next());
        assertEquals("b", work.on("it"));
        a.unregister();
        b.unregister();
        c.unregister();
        register("c");
        register("b");
        register("a");
        assertEquals("b", work.on("it"));
    }

    private ServiceRegistration<?> register(String role) {
        Work work = what -> role;
        return provider.registerService(Work.class, work, asks("nmr.drain.hold", "PT100S", "role", role));
    }

    @Test
    void stop_registrarAfterDrain_leavesNoConsumerWithoutService() throws Exception {
        Work service = what -> "done";
        ServiceRegistration<Work> registration = provider.registerService(Work.class, service, asks());
        felix.find("org.nmr.drain").stop();
        assertEquals("done", get().on("it"));
        felix.find("org.nmr.registrar").stop();
        assertEquals("done", get().on("it"));
        registration.unregister();
        assertNull(user.getServiceReference(Work.class));
    }

    @Test
    void unregister_insideACall_waitsForTheCallsOfOthers() throws Exception {
        Gate gate = new Gate();
        AtomicReference<ServiceRegistration<?>> registration = new AtomicReference<>();
        Work service = what -> {
            if (what.equals("end")) {
                registration.get().unregister();
            } else {
                gate.take();
            }
            return "done";
        };
        registration.set(provider.registerService(Work.class, service, asks()));
        Work work = get();
        Task other = felix.async("other", () -> assertEquals("done", work.on("it")));
        gate.awaitReached();
        Task end =
                felix.async("end", () -> assertEquals("done", work.on("end"))).awaitBlocked();
        gate.open();
        other.join();
        end.join();
    }

    /** Is told of the registration, as each factory of services is. */
    private record Factory(Consumer<ServiceRegistration<?>> action) implements ServiceFactory<Work> {
        @Override
        public Work getService(Bundle consumer, ServiceRegistration<Work> registration) {
            action.accept(registration);
            return what -> "done";
        }

        @Override
        public void ungetService(Bundle consumer, ServiceRegistration<Work> registration, Work service) {
            assertTrue(service != null);
        }
    }
}
