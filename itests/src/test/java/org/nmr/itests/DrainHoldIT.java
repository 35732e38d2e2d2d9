// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Work;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Configurations;
import org.nmr.itests.support.Load;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceException;

/** With hold, calls wait for the replacement while a provider is updated. */
class DrainHoldIT extends DrainSetUp {
    private static final String PARKED = "org.nmr.drain.internal.service.Parking";
    private static final String LONG = "nmr.drain=true;nmr.drain.hold=PT100S";

    @BeforeEach
    void startAll() throws Exception {
        startComponents();
        felix.start(Shipped.CONFIG_ADMIN);
        startDrain();
    }

    private static void assertUnregistered(Task call) {
        ServiceException thrown = assertInstanceOf(ServiceException.class, call.failure());
        assertEquals(ServiceException.UNREGISTERED, thrown.getType());
    }

    @Test
    void update_activatorUnderLoad_failsAndRefusesNoCall() throws Exception {
        assertNothingFails(ModuleJar.worker("worker", LONG));
    }

    @Test
    void update_componentUnderLoad_failsAndRefusesNoCall() throws Exception {
        assertNothingFails(ModuleJar.workComponent("worker", "singleton", LONG));
    }

    private void assertNothingFails(ModuleJar jar) throws Exception {
        Bundle worker = felix.start(jar);
        try (Load load = Load.start(user, 8)) {
            for (int i = 0; i < 20; i++) {
                load.awaitMore(100);
                felix.update(worker, jar);
            }
            load.awaitMore(100);
            assertEquals(0, load.cut(), load::toString);
            assertEquals(0, load.refused(), load::toString);
        }
    }

    @Test
    void stopAndStart_callBetween_waitsForTheReplacement() throws Exception {
        Bundle worker = felix.start(ModuleJar.worker("worker", LONG));
        Work work = get();
        worker.stop();
        Task call = felix.async("call", () -> assertEquals("worker did it", work.on("it")))
                .awaitBlocked(PARKED);
        assertNotNull(user.getServiceReference(Work.class));
        String services = felix.command("nmr:services");
        assertTrue(services.contains("HELD"), services);
        assertTrue(services.contains("1 thread waits"), services);
        worker.start();
        call.join();
        assertEquals("worker did more", work.on("more"));
    }

    /** The consumer has released the service, so the framework says nothing of it when the consumer stops. */
    @Test
    void stop_consumerWhileTheServiceIsHeld_itsObjectLeadsNowhere() throws Exception {
        Bundle worker = felix.start(ModuleJar.worker("worker", LONG));
        Work work = get();
        user.ungetService(user.getServiceReference(Work.class));
        worker.stop();
        user.getBundle().stop();
        worker.start();
        assertUnregistered(felix.async("call", () -> work.on("it")));
        String bindings = felix.command("nmr:bindings");
        assertFalse(bindings.contains("user"), bindings);
    }

    @Test
    void stop_noReplacement_callsFailWhenTheTimeIsOver() throws Exception {
        Bundle worker = felix.start(ModuleJar.worker("worker", "nmr.drain=true;nmr.drain.hold=300"));
        Work work = get();
        worker.stop();
        assertUnregistered(felix.async("call", () -> work.on("it")));
        Await.until("the stand-in is withdrawn", () -> user.getServiceReference(Work.class) == null);
    }

    @Test
    void release_heldService_callsFailAtOnce() throws Exception {
        Bundle worker = felix.start(ModuleJar.worker("worker", LONG));
        Work work = get();
        worker.stop();
        Task call = felix.async("call", () -> work.on("it")).awaitBlocked(PARKED);
        assertEquals("1 service is not held any more", felix.command("nmr:release worker"));
        assertUnregistered(call);
        assertEquals(null, user.getServiceReference(Work.class));
        worker.start();
        assertEquals("worker did it", get().on("it"));
    }

    @Test
    void start_otherBundle_isNoReplacement() throws Exception {
        Bundle worker = felix.start(ModuleJar.worker("worker", LONG));
        Work work = get();
        worker.stop();
        Task call = felix.async("call", () -> work.on("it")).awaitBlocked(PARKED);
        felix.start(ModuleJar.worker("other", LONG));
        assertEquals(2, user.getServiceReferences(Work.class, null).size());
        worker.start();
        call.join();
    }

    @Test
    void stop_framework_callsFailAtOnce() throws Exception {
        Bundle worker = felix.start(ModuleJar.worker("worker", LONG));
        Work work = get();
        worker.stop();
        Task call = felix.async("call", () -> work.on("it")).awaitBlocked(PARKED);
        felix.framework().stop();
        assertUnregistered(call);
        felix.awaitStopped();
    }

    @Test
    void call_moreThreadsThanMayWait_failsAtOnceAndSaysWhy() throws Exception {
        felix.start(ModuleJar.worker("another", "nmr.drain=true"));
        Configurations.update(felix.context(), "nmr.drain", Map.of("hold.threads", 2));
        Await.until("the limit is applied", () -> applies(2));
        felix.find("another").stop();
        Bundle worker = felix.start(ModuleJar.worker("worker", LONG));
        Work work = get();
        worker.stop();
        Task first = felix.async("call 1", () -> work.on("it")).awaitBlocked(PARKED);
        Task second = felix.async("call 2", () -> work.on("it")).awaitBlocked(PARKED);
        Task third = felix.async("call 3", () -> work.on("it"));
        assertUnregistered(third);
        assertTrue(third.failure().getMessage().contains("expected at most 2 threads"), third.failure()::toString);
        worker.start();
        first.join();
        second.join();
    }

    private boolean applies(int threads) {
        try {
            return felix.command("nmr:services -l").contains("at most " + threads + " may");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void register_scopePrototype_isDrainedWithoutHoldAndSaysWhy() throws Exception {
        felix.start(ModuleJar.workComponent("worker", "prototype", LONG));
        String services = felix.command("nmr:services");
        assertTrue(services.contains("no hold: its scope is prototype"), services);
        felix.find("worker").stop();
        assertEquals(null, user.getServiceReference(Work.class));
    }

    @Test
    void register_scopeBundle_isDrainedWithoutHoldAndSaysWhy() throws Exception {
        felix.start(ModuleJar.workComponent("worker", "bundle", LONG));
        String services = felix.command("nmr:services");
        assertTrue(services.contains("no hold: each consumer has an object of its own"), services);
        Scenario scenario = felix.scenario();
        assertEquals("worker did it", get().on("it"));
        felix.find("worker").stop();
        assertEquals(null, user.getServiceReference(Work.class));
        scenario.await("worker closed");
    }
}
