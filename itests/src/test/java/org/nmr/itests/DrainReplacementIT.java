// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Work;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Task;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** Which service replaces one that is held, and what becomes of the calls when none does. */
class DrainReplacementIT extends DrainSetUp {
    private static final String PARKED = "org.nmr.drain.internal.service.Parking";
    private static final String WORK = Work.class.getName();

    private BundleContext provider;

    @BeforeEach
    void startAll() throws Exception {
        startDrain();
        provider = felix.start(ModuleJar.importing("provider")).getBundleContext();
    }

    /** Properties are written {@code a=1;b=c}. */
    private ServiceRegistration<Work> register(String name, String properties) {
        Hashtable<String, Object> all = new Hashtable<>(Map.of("nmr.drain", "true", "nmr.drain.hold", "PT100S"));
        for (String each : properties.isEmpty() ? new String[0] : properties.split(";")) {
            String[] pair = each.split("=", 2);
            all.put(pair[0], pair[1]);
        }
        Work work = what -> name;
        return provider.registerService(Work.class, work, all);
    }

    private Task call(Work work, String expected) throws Exception {
        return felix.async("call", () -> assertEquals(expected, work.on("it"))).awaitBlocked(PARKED);
    }

    private static void assertUnregistered(Task call) {
        ServiceException thrown = assertInstanceOf(ServiceException.class, call.failure());
        assertEquals(ServiceException.UNREGISTERED, thrown.getType());
    }

    private int seen() throws Exception {
        ServiceReference<?>[] all = user.getAllServiceReferences(WORK, null);
        return all == null ? 0 : all.length;
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "role=a, role=a",
        "role=a;service.ranking=1, role=a;service.ranking=2",
        "role=a;nmr.drain.hold=PT90S, role=a",
        "service.pid=p;build=1, service.pid=p;build=2",
        "component.name=c;build=1, component.name=c;build=2",
        "component.name=c, component.name=c;service.pid=p",
        "component.name=c;service.pid=p;build=1, component.name=c;service.pid=p;build=2"
    })
    void register_theSameServiceAgain_replaces(String before, String after) throws Exception {
        ServiceRegistration<Work> first = register("first", before);
        Work work = get();
        assertEquals("first", work.on("it"));
        first.unregister();
        Task call = call(work, "second");
        register("second", after);
        call.join();
        assertEquals(1, seen());
    }

    /** Else calls would go to something that their consumer has never seen. */
    @ParameterizedTest
    @CsvSource({
        "role=a, role=b",
        "role=a, ''",
        "'', role=a",
        "service.pid=a, service.pid=b",
        "service.pid=a, ''",
        "component.name=a, component.name=b",
        "component.name=a, ''",
        "component.name=c;service.pid=c~a, component.name=c;service.pid=c~b"
    })
    void register_anotherServiceOfTheBundle_isNoReplacement(String before, String after) throws Exception {
        ServiceRegistration<Work> first = register("first", before);
        Work work = get();
        assertEquals("first", work.on("it"));
        first.unregister();
        Task call = call(work, "third");
        register("second", after);
        assertEquals(2, seen());
        register("third", before);
        call.join();
        assertEquals("third", work.on("it"));
    }

    @Test
    void unregister_replacementIsThereAlready_consumersHaveThatOneAtOnce() throws Exception {
        ServiceRegistration<Work> first = register("first", "service.pid=p");
        Work work = get();
        assertEquals("first", work.on("it"));
        register("second", "service.pid=p");
        first.unregister();
        assertUnregistered(felix.async("call", () -> work.on("it")));
        assertEquals(1, seen());
        assertEquals("second", get().on("it"));
    }

    @ParameterizedTest
    @CsvSource({"nmr.drain=false", "nmr.drain=maybe"})
    void register_replacementIsNotDrained_endsTheHold(String asks) throws Exception {
        ServiceRegistration<Work> first = register("first", "");
        Work work = get();
        assertEquals("first", work.on("it"));
        first.unregister();
        Task call = call(work, "");
        register("second", asks);
        assertUnregistered(call);
        assertEquals(1, seen());
        assertEquals("second", get().on("it"));
    }

    @Test
    void register_replacementHandsOutOtherTypes_endsTheHold() throws Exception {
        ServiceRegistration<Work> first = register("first", "");
        Work work = get();
        assertEquals("first", work.on("it"));
        first.unregister();
        Task call = call(work, "");
        register("second", "nmr.drain.handsout=java.sql.Connection");
        assertUnregistered(call);
        assertEquals(1, seen());
        assertEquals("second", get().on("it"));
    }

    @Test
    void register_replacementAsksForNoHold_isHeldNoMore() throws Exception {
        ServiceRegistration<Work> first = register("first", "");
        Work work = get();
        assertEquals("first", work.on("it"));
        first.unregister();
        ServiceRegistration<Work> second = register("second", "nmr.drain.hold=0");
        assertEquals("second", work.on("it"));
        second.unregister();
        assertUnregistered(felix.async("call", () -> work.on("it")));
        assertEquals(0, seen());
    }

    /** In Declarative Services, the thread that gets it may be the one that activates the replacement. */
    @Test
    void get_heldServiceThatNobodyHas_returnsAtOnceAndItsCallsWait() throws Exception {
        register("first", "").unregister();
        AtomicReference<Work> got = new AtomicReference<>();
        felix.async("get", () -> got.set(get())).join();
        Task call = call(got.get(), "second");
        assertSame(got.get(), get());
        register("second", "");
        call.join();
        assertEquals("second", got.get().on("it"));
    }

    @Test
    void get_heldServiceThatNobodyHas_failsWhenTheHoldEnds() throws Exception {
        register("first", "").unregister();
        Work work = get();
        Task call = call(work, "");
        felix.command("nmr:release --all");
        assertUnregistered(call);
        assertNull(user.getServiceReference(Work.class));
    }

    /** One thread ends all holds, and tells the consumers of it. */
    @Test
    void call_afterTheTimeIsOver_failsAtOnceThoughAnotherHoldEndsSlowly() throws Exception {
        Gate slow = new Gate();
        user.addServiceListener(
                event -> {
                    if (event.getType() == ServiceEvent.UNREGISTERING) {
                        slow.take();
                    }
                },
                "(role=slow)");
        register("slow", "role=slow;nmr.drain.hold=50").unregister();
        slow.awaitReached();
        ServiceRegistration<Work> registration = register("first", "nmr.drain.hold=PT2S");
        Work work = user.getService(
                user.getServiceReferences(Work.class, "(!(role=*))").iterator().next());
        assertEquals("first", work.on("it"));
        registration.unregister();
        assertUnregistered(felix.async("first call", () -> work.on("it")));
        long begin = System.nanoTime();
        assertUnregistered(felix.async("second call", () -> work.on("it")));
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        slow.open();
        assertTrue(millis < 1500, () -> "the call waited " + millis + " ms");
    }

    /** Who decorates a service may copy its properties, those of this project included. */
    @Test
    void restart_drainWithACopyOfAStandInsProperties_hidesNoOriginal() throws Exception {
        register("first", "nmr.drain=false");
        Hashtable<String, Object> copied = new Hashtable<>(Map.of(
                "nmr.drain.original", user.getServiceReference(Work.class).getProperty("service.id")));
        Work decorated = what -> "decorated";
        felix.start(ModuleJar.importing("decorator")).getBundleContext().registerService(Work.class, decorated, copied);
        felix.find("org.nmr.drain").stop();
        felix.find("org.nmr.drain").start();
        assertEquals(2, seen());
    }
}
