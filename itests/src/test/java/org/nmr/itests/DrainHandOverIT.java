// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Work;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.framework.hooks.service.EventListenerHook;

/** A framework has begun to tell of something, and the hooks that it is going to ask go, or do not know it any more. */
class DrainHandOverIT extends DrainSetUp {
    private static final Work SERVICE = what -> "done";
    private static final Map<String, Object> FIRST = Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE);

    private Bundle drain;
    private BundleContext provider;

    @BeforeEach
    void startProvider() throws Exception {
        startDrain();
        drain = felix.find("org.nmr.drain");
        provider = start("provider");
    }

    private BundleContext start(String name) throws Exception {
        return felix.start(ModuleJar.importing(name)).getBundleContext();
    }

    private static Dictionary<String, Object> asks(String hold) {
        return new Hashtable<>(Map.of("nmr.drain", "true", "nmr.drain.hold", hold));
    }

    private static boolean isStandIn(ServiceReference<?> reference) {
        return reference.getProperty("nmr.drain.original") != null;
    }

    /** Holds up whoever tells of originals, after the framework has found out which hooks it asks. */
    private Gate holdUp(int type) {
        Gate gate = new Gate();
        EventListenerHook hook = (event, listeners) -> {
            ServiceReference<?> reference = event.getServiceReference();
            if (event.getType() == type && reference.getProperty("nmr.drain") != null && !isStandIn(reference)) {
                gate.take();
            }
        };
        felix.context().registerService(EventListenerHook.class, hook, new Hashtable<>(FIRST));
        return gate;
    }

    /** Holds up whoever stops a bundle, in the same way. */
    private Gate holdUpStopOf(Bundle stopping) {
        Gate gate = new Gate();
        EventHook hook = (event, contexts) -> {
            if (event.getType() == BundleEvent.STOPPING && event.getBundle().equals(stopping)) {
                gate.take();
            }
        };
        felix.context().registerService(EventHook.class, hook, new Hashtable<>(FIRST));
        return gate;
    }

    @Test
    void setProperties_whileTheServiceEnds_originalIsNotShown() throws Exception {
        ServiceRegistration<?> registration = provider.registerService(Work.class, SERVICE, asks("PT0S"));
        List<String> told = new CopyOnWriteArrayList<>();
        user.addServiceListener(
                event -> told.add(event.getType() + " " + isStandIn(event.getServiceReference())),
                "(objectClass=" + Work.class.getName() + ")");
        Gate changing = holdUp(ServiceEvent.MODIFIED);
        Task change = felix.async("change", () -> registration.setProperties(asks("PT0S")));
        changing.awaitReached();
        registration.unregister();
        changing.open();
        change.join();
        assertEquals(List.of(ServiceEvent.UNREGISTERING + " true"), told);
        assertFalse(services().contains(Work.class.getName()), services());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT100S"})
    void unregister_whileDrainStops_waitsForTheCallInside(String hold) throws Exception {
        Gate inside = new Gate();
        Work busy = what -> {
            inside.take();
            return "done";
        };
        ServiceRegistration<?> registration = provider.registerService(Work.class, busy, asks(hold));
        Work work = get();
        Task call = felix.async("call", () -> work.on("it"));
        inside.awaitReached();
        Gate ending = holdUp(ServiceEvent.UNREGISTERING);
        Task unregister = felix.async("unregister", registration::unregister);
        ending.awaitReached();
        Task stop = felix.async("stop", drain::stop).awaitBlocked();
        ending.open();
        unregister.awaitBlocked();
        inside.open();
        stop.join();
        unregister.join();
        call.join();
    }

    @Test
    void stop_registrarWhileDrainStops_leavesTheServiceToConsumers() throws Exception {
        provider.registerService(Work.class, SERVICE, asks("PT0S"));
        Bundle registrar = felix.find("org.nmr.registrar");
        Gate stopping = holdUpStopOf(registrar);
        Task stop = felix.async("stop", registrar::stop);
        stopping.awaitReached();
        drain.stop();
        stopping.open();
        stop.join();
        assertEquals("done", get().on("it"));
    }

    /** The hooks know already that the bundle stops. Nobody would end a stand-in before its stop() returns. */
    @Test
    void register_whileTheBundleStops_isLeftPlain() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>("");
        SynchronousBundleListener late = event -> {
            if (event.getType() == BundleEvent.STOPPING && event.getBundle().equals(provider.getBundle())) {
                provider.registerService(Work.class, SERVICE, asks("PT0S"));
                seen.set(isStandIn(user.getServiceReference(Work.class)) + " " + services());
            }
        };
        felix.context().addBundleListener(late);
        provider.getBundle().stop();
        assertTrue(seen.get().startsWith("false "), seen::get);
        assertTrue(seen.get().contains("its bundle is stopping"), seen::get);
    }

    @Test
    void stop_drain_keepsNothingOfPlainServices() throws Exception {
        drain.stop();
        user.addServiceListener(event -> {}, "(objectClass=" + Work.class.getName() + ")");
        WeakReference<Object> kept = registerWithState(provider);
        drain.start();
        assertTrue(services().contains("already known to user"), services());
        registerWithState(start("other"));
        drain.stop(); // what sees the end of the other service stays
        provider.getBundle().stop();
        assertFreed(kept);
    }

    @Test
    void stop_drainWhileAProviderStops_keepsNothingOfItsServices() throws Exception {
        WeakReference<Object> kept = registerWithState(provider);
        registerWithState(start("other"));
        Gate stopping = holdUpStopOf(provider.getBundle());
        Task stop = felix.async("stop", provider.getBundle()::stop);
        stopping.awaitReached();
        drain.stop();
        stopping.open();
        stop.join();
        assertFreed(kept);
    }

    /** Returns what nothing has but the service. */
    private static WeakReference<Object> registerWithState(BundleContext provider) {
        Object state = new Object();
        Dictionary<String, Object> properties = asks("PT0S");
        properties.put("state", state);
        provider.registerService(Work.class, SERVICE, properties);
        return new WeakReference<>(state);
    }

    private static void assertFreed(WeakReference<Object> kept) {
        Await.until("the service is freed", () -> {
            System.gc();
            return kept.refersTo(null);
        });
    }
}
