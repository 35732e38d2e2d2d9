// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Work;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;

/** Something happens to a service, to its bundle or to the bundle that drains just while it gets its stand-in. */
class DrainRaceIT {
    private static final String SPI = "org.nmr.spi.ServiceRegistrar";
    private static final Work SERVICE = what -> "done";

    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    /** The next thread that calls the method of the registrar waits at it. */
    private final AtomicReference<Gate> gate = new AtomicReference<>();

    private final AtomicReference<String> gated = new AtomicReference<>("standIns");

    private Bundle drain;
    private BundleContext user;
    private BundleContext provider;
    private BundleContext front;
    private Object registrar;

    @BeforeEach
    void startDrain() throws Exception {
        felix.start(Shipped.GOGO);
        felix.startRegistrar();
        front = felix.start(ModuleJar.importing("front")).getBundleContext();
        user = felix.start(ModuleJar.importing("user")).getBundleContext();
        provider = felix.start(ModuleJar.importing("provider")).getBundleContext();
        Class<?> type = front.getBundle().loadClass(SPI);
        Object real = front.getService(front.getServiceReference(SPI));
        registrar = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return method.getName().equals("equals") ? (Object) (proxy == arguments[0]) : (Object) 1;
            }
            Gate closed = method.getName().equals(gated.get()) ? gate.getAndSet(null) : null;
            if (closed != null) {
                closed.take();
            }
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        });
        hideRegistrar(front.getServiceReference(SPI));
        drain = felix.start(Shipped.DRAIN).get(0);
    }

    /** The bundle that drains sees only the front. */
    private void hideRegistrar(ServiceReference<?> real) {
        FindHook hook = (context, name, filter, all, references) -> {
            if (context.getBundle().getSymbolicName().equals("org.nmr.drain")) {
                references.remove(real);
            }
        };
        felix.context().registerService(FindHook.class, hook, null);
    }

    private static Dictionary<String, Object> asks(String hold, String... more) {
        Dictionary<String, Object> properties = new Hashtable<>(Map.of("nmr.drain", "true", "nmr.drain.hold", hold));
        for (String name : more) {
            properties.put(name, "yes");
        }
        return properties;
    }

    private ServiceRegistration<?> registerFront() {
        return front.registerService(SPI, registrar, null);
    }

    private Gate close(String method) {
        gated.set(method);
        return close();
    }

    private Gate close() {
        Gate closed = new Gate();
        gate.set(closed);
        return closed;
    }

    private void assertGone() throws Exception {
        assertNull(user.getServiceReference(Work.class));
        assertNull(front.getAllServiceReferences(Work.class.getName(), null));
        String services = felix.command("nmr:services");
        assertFalse(services.contains(Work.class.getName()), services);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT100S"})
    void stop_providerWhileItsServiceGetsAStandIn_leavesNone(String hold) throws Exception {
        registerFront();
        Gate making = close();
        Task register = felix.async("register", () -> provider.registerService(Work.class, SERVICE, asks(hold)));
        making.awaitReached();
        provider.getBundle().stop();
        making.open();
        Throwable thrown = register.failure();
        assertFalse(thrown instanceof Error, () -> "thrown: " + thrown);
        felix.command("nmr:release --all");
        assertGone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT1S"})
    void unregister_whileTheRegistrarComes_leavesNoStandIn(String hold) throws Exception {
        ServiceRegistration<?> registration = provider.registerService(Work.class, SERVICE, asks(hold));
        Gate making = close();
        Task come = felix.async("come", this::registerFront);
        making.awaitReached();
        registration.unregister();
        making.open();
        come.join();
        felix.command("nmr:release --all");
        assertGone();
    }

    @Test
    void setProperties_whileTheRegistrarComesBack_reachesTheStandIn() throws Exception {
        ServiceRegistration<?> first = registerFront();
        ServiceRegistration<?> registration = provider.registerService(Work.class, SERVICE, asks("PT0S"));
        first.unregister();
        Gate making = close();
        Task come = felix.async("come", this::registerFront);
        making.awaitReached();
        registration.setProperties(asks("PT0S", "changed"));
        making.open();
        come.join();
        assertNotNull(user.getServiceReference(Work.class).getProperty("changed"));
    }

    @Test
    void register_whileAnotherThreadGivesItAStandIn_tellsConsumersOnce() throws Exception {
        List<Object> told = new CopyOnWriteArrayList<>();
        user.addServiceListener(event -> told.add(
                event.getType() + " " + (event.getServiceReference().getProperty("nmr.drain.original") != null)));
        Gate registering = new Gate();
        EventListenerHook hook = (event, listeners) -> {
            ServiceReference<?> reference = event.getServiceReference();
            if (reference.getBundle() != null
                    && reference.getBundle().equals(provider.getBundle())
                    && reference.getProperty("nmr.drain.original") == null) {
                registering.take();
            }
        };
        felix.context()
                .registerService(
                        EventListenerHook.class, hook, new Hashtable<>(Map.of("service.ranking", Integer.MAX_VALUE)));
        told.clear();
        Task register = felix.async("register", () -> provider.registerService(Work.class, SERVICE, asks("PT0S")));
        registering.awaitReached();
        Gate making = close();
        Task come = felix.async("come", this::registerFront);
        making.awaitReached();
        registering.open();
        register.awaitBlocked("org.nmr.drain.");
        making.open();
        register.join();
        come.join();
        told.remove("1 false"); // the front itself
        assertEquals(List.of("1 true"), told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT100S"})
    void stop_drainWhileAServiceGetsAStandIn_itsEndIsStillSeen(String hold) throws Exception {
        registerFront();
        Gate making = close();
        AtomicReference<ServiceRegistration<?>> registration = new AtomicReference<>();
        Task register = felix.async(
                "register", () -> registration.set(provider.registerService(Work.class, SERVICE, asks(hold))));
        making.awaitReached();
        drain.stop();
        making.open();
        register.join();
        ServiceReference<Work> seen = user.getServiceReference(Work.class);
        assertEquals("done", user.getService(seen).on("it"));
        registration.get().unregister();
        assertNull(user.getServiceReference(Work.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT100S"})
    void restart_drainWhileAServiceGetsAStandIn_givesItOne(String hold) throws Exception {
        registerFront();
        Gate making = close();
        AtomicReference<ServiceRegistration<?>> registration = new AtomicReference<>();
        Task register = felix.async(
                "register", () -> registration.set(provider.registerService(Work.class, SERVICE, asks(hold))));
        making.awaitReached();
        drain.stop();
        drain.start();
        making.open();
        register.join();
        assertEquals(1, user.getAllServiceReferences(Work.class.getName(), null).length);
        assertEquals(
                "done", user.getService(user.getServiceReference(Work.class)).on("it"));
        registration.get().unregister();
        felix.command("nmr:release --all");
        assertGone();
    }

    /** The thread that registers has asked the one that decides. */
    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT100S"})
    void stop_drainWhileAnotherThreadDecides_consumersAreTold(String hold) throws Exception {
        List<Object> told = new CopyOnWriteArrayList<>();
        user.addServiceListener(
                event -> { // without a filter, so that it is not taken for one that knows the service
                    if (event.getServiceReference().getProperty("nmr.drain.hold") != null) {
                        told.add(event.getType());
                    }
                });
        Gate registering = new Gate();
        EventListenerHook hook = (event, listeners) -> {
            ServiceReference<?> reference = event.getServiceReference();
            if (provider.getBundle().equals(reference.getBundle())
                    && reference.getProperty("nmr.drain.original") == null
                    && reference.getProperty("nmr.drain.watched") == null) {
                registering.take();
            }
        };
        ServiceRegistration<?> hooked = felix.context()
                .registerService(
                        EventListenerHook.class, hook, new Hashtable<>(Map.of("service.ranking", Integer.MAX_VALUE)));
        Task register = felix.async("register", () -> provider.registerService(Work.class, SERVICE, asks(hold)));
        registering.awaitReached();
        Gate making = close();
        Task come = felix.async("come", this::registerFront);
        making.awaitReached();
        registering.open();
        register.awaitBlocked("org.nmr.drain.");
        drain.stop();
        making.open();
        register.join();
        come.join();
        hooked.unregister();
        assertEquals(List.of(ServiceEvent.REGISTERED), told);
        assertEquals(
                "done", user.getService(user.getServiceReference(Work.class)).on("it"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT100S"})
    void stop_drainWhileAServiceEnds_leavesNothingWithTheProvider(String hold) throws Exception {
        registerFront();
        Gate inside = new Gate();
        Work busy = what -> {
            inside.take();
            return "done";
        };
        ServiceRegistration<?> registration = provider.registerService(Work.class, busy, asks(hold));
        Work work = user.getService(user.getServiceReference(Work.class));
        Task call = felix.async("call", () -> work.on("it"));
        inside.awaitReached();
        Task unregister = felix.async("unregister", registration::unregister).awaitBlocked();
        Task stop = felix.async("stop", drain::stop).awaitBlocked(); // it waits for the call, too
        inside.open();
        stop.join();
        unregister.join();
        call.join();
        ServiceReference<?>[] left = provider.getBundle().getRegisteredServices();
        assertEquals(0, left == null ? 0 : left.length, "hooks in the name of the provider");
    }

    /** One stops the bundle, and the other one unregisters. */
    @Test
    void withdraw_twoThreadsAtTheSameTime_begunHoldStays() throws Exception {
        registerFront();
        ServiceRegistration<?> registration = provider.registerService(Work.class, SERVICE, asks("PT100S"));
        Gate opening = close("openModule");
        Bundle bundle = provider.getBundle();
        Task stop = felix.async("stop", bundle::stop);
        opening.awaitReached();
        Task unregister = felix.async("unregister", registration::unregister);
        unregister.join();
        opening.open();
        stop.join();
        ServiceReference<Work> held = user.getServiceReference(Work.class);
        assertNotNull(held, "the service is held");
        bundle.start();
        bundle.getBundleContext().registerService(Work.class, SERVICE, asks("PT100S"));
        assertEquals(held, user.getServiceReference(Work.class));
        assertEquals("done", user.getService(held).on("it"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT100S"})
    void stop_consumerThatGetsAService_leavesNoBindingOfIt(String hold) throws Exception {
        registerFront();
        provider.registerService(Work.class, SERVICE, asks(hold));
        ServiceReference<Work> reference = user.getServiceReference(Work.class);
        Gate opening = close("openModule");
        Task get = felix.async("get", () -> user.getService(reference));
        opening.awaitReached();
        Bundle consumer = user.getBundle();
        Task stop = felix.async("stop", consumer::stop);
        Await.until("the consumer stops", () -> consumer.getState() != Bundle.ACTIVE);
        opening.open();
        get.failure(); // its context is not valid any more
        stop.join();
        String bindings = felix.command("nmr:bindings");
        assertFalse(bindings.contains("user ["), bindings);
    }
}
