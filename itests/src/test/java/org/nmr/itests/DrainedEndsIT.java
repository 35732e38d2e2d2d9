// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.itests.npi.Greeter;
import org.nmr.itests.shared.Work;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;

/** However a drained service ends, its calls have returned, and nothing of it is left. */
class DrainedEndsIT extends DrainSetUp {
    private static final String ASKS = "nmr.drain=true";
    private static final String HOLDS = "nmr.drain=true;nmr.drain.hold=PT100S";
    private static final ModuleJar WORKER = ModuleJar.worker("worker", ASKS);

    private void awaitStopping(Bundle... any) {
        Await.until(
                "one of " + List.of(any) + " is stopping",
                () -> Arrays.stream(any).anyMatch(each -> each.getState() == Bundle.STOPPING));
    }

    /** The framework stops bundles in the order of their ids, backwards or not; each of these may be the first. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stop_framework_waitsForTheCallInside(boolean isWorkerFirst) throws Exception {
        if (isWorkerFirst) {
            felix.install(WORKER);
        }
        startDrain();
        Bundle worker = isWorkerFirst ? felix.find("worker") : felix.install(WORKER);
        worker.start();
        Inside inside = enter(get());
        felix.framework().stop();
        awaitStopping(worker, user.getBundle(), felix.find("org.nmr.drain"), felix.find("org.nmr.registrar"));
        assertEquals(List.of(), scenario.history());
        inside.leave();
        felix.awaitStopped();
        assertEquals(List.of("worker closed"), scenario.history());
    }

    @Test
    void stop_frameworkWithACallThatDoesNotReturn_endsByTheDeadline() throws Exception {
        startDrain();
        felix.start(ModuleJar.worker("worker", ASKS + ";nmr.unload.deadline=PT0.3S"));
        Inside inside = enter(get());
        felix.framework().stop();
        felix.awaitStopped();
        inside.gate().open();
        assertInstanceOf(IllegalStateException.class, inside.call().failure());
    }

    @Test
    void refresh_provider_waitsForTheCallInside() throws Exception {
        startDrain();
        Bundle worker = felix.start(WORKER);
        Inside inside = enter(get());
        Task refresh = felix.async("refresh", () -> felix.refresh(worker));
        awaitStopping(worker);
        assertEquals(List.of(), scenario.history());
        inside.leave();
        refresh.join();
        assertEquals(List.of("worker closed"), scenario.history());
        assertEquals("worker did it", get().on("it"));
    }

    @Test
    void uninstall_provider_waitsForTheCallInside() throws Exception {
        startDrain();
        Bundle worker = felix.start(WORKER);
        Inside inside = enter(get());
        Task uninstall = felix.async("uninstall", worker::uninstall).awaitBlocked();
        assertEquals(List.of(), scenario.history());
        inside.leave();
        uninstall.join();
        assertNull(user.getServiceReference(Work.class));
    }

    /** SCR sees that a bundle stops before or after the bundle that drains sees it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stop_componentsBundle_waitsForTheCallInside(boolean isScrFirst) throws Exception {
        if (isScrFirst) {
            startComponents();
        }
        startDrain();
        if (!isScrFirst) {
            startComponents();
        }
        Bundle worker = felix.start(ModuleJar.workComponent("worker", "singleton", ASKS));
        Inside inside = enter(get());
        Task stop = felix.async("stop worker", worker::stop).awaitBlocked();
        assertEquals(List.of(), ends());
        inside.leave();
        stop.join();
        assertEquals(List.of("worker closed"), ends());
    }

    @ParameterizedTest
    @ValueSource(strings = {ASKS, HOLDS})
    void update_provider_freesItsOldClassLoaders(String properties) throws Exception {
        startDrain();
        ModuleJar jar = ModuleJar.worker("worker", properties);
        Bundle worker = felix.start(jar);
        List<WeakReference<ClassLoader>> old = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            assertEquals("worker did it", get().on("it"));
            old.add(loader(worker));
            felix.update(worker, jar);
        }
        felix.refresh(worker);
        assertFreed(old);
        assertEquals("worker did it", get().on("it"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"singleton", "prototype"})
    void update_componentsBundle_freesItsOldClassLoaders(String scope) throws Exception {
        startComponents();
        startDrain();
        ModuleJar jar = ModuleJar.workComponent("worker", scope, ASKS);
        Bundle worker = felix.start(jar);
        List<WeakReference<ClassLoader>> old = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            assertEquals("worker did it", get().on("it"));
            old.add(loader(worker));
            felix.update(worker, jar);
        }
        felix.refresh(worker);
        assertEquals("worker did it", get().on("it")); // else the script has the last offers of the old one
        assertFreed(old);
    }

    /** Its consumer had a view, which was made for classes of the old interface. */
    @Test
    void update_bundleOfTheInterface_freesItsOldClassLoaders() throws Exception {
        startDrain();
        Bundle npi = felix.find("npi");
        Bundle provider = felix.start(ModuleJar.importing("provider"));
        List<WeakReference<ClassLoader>> old = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            register(provider.getBundleContext());
            assertEquals("hello", greet(felix.find("user").getBundleContext()));
            old.add(loader(npi));
            felix.update(npi, ModuleJar.npi());
            felix.refresh(npi);
        }
        assertFreed(old);
    }

    private static void register(BundleContext provider) throws Exception {
        Class<?> type = provider.getBundle().loadClass(Greeter.class.getName());
        Object service = Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> "hello");
        provider.registerService(type.getName(), service, new Hashtable<>(Map.of("nmr.drain", "true")));
    }

    private static Object greet(BundleContext consumer) throws Exception {
        Object greeter = consumer.getService(consumer.getServiceReference(Greeter.class.getName()));
        Class<?> type = consumer.getBundle().loadClass(Greeter.class.getName());
        assertFalse(Proxy.isProxyClass(greeter.getClass()));
        return type.getMethod("greet", String.class).invoke(greeter, "you");
    }

    @Test
    void update_drain_freesItsOldClassLoadersWithTheServicesOfThen() throws Exception {
        startDrain();
        Bundle drain = felix.find("org.nmr.drain");
        Bundle worker = felix.start(WORKER);
        List<WeakReference<ClassLoader>> old = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            assertEquals("worker did it", get().on("it"));
            old.add(loader(drain));
            felix.update(drain, Shipped.DRAIN);
            felix.update(worker, WORKER);
        }
        felix.refresh(drain);
        assertFreed(old);
    }

    private static WeakReference<ClassLoader> loader(Bundle bundle) {
        return new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
    }

    private static void assertFreed(List<WeakReference<ClassLoader>> old) {
        Await.until("the old class loaders are freed", () -> {
            System.gc();
            return old.stream().allMatch(each -> each.refersTo(null));
        });
    }
}
