// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nmr.itests.shared.Work;
import org.nmr.itests.support.Load;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceException;
import org.osgi.framework.ServiceReference;

/** An ordinary service that asks for it goes only when no call is inside. */
class DrainedServiceIT extends DrainSetUp {
    private static final ModuleJar WORKER = ModuleJar.worker("worker", "nmr.drain=true");

    @BeforeEach
    void start() throws Exception {
        startDrain();
    }

    /** Else the other tests would prove nothing. */
    @Test
    void update_plainProviderUnderLoad_cutsCallsOff() throws Exception {
        ModuleJar plain = ModuleJar.worker("worker", "");
        Bundle worker = felix.start(plain);
        try (Load load = Load.start(user, 8)) {
            for (int i = 0; i < 100 && load.cut() == 0; i++) {
                load.awaitMore(100);
                felix.update(worker, plain);
            }
            assertTrue(load.cut() > 0, load::toString);
        }
    }

    @Test
    void update_drainedProviderUnderLoad_cutsNoCallOff() throws Exception {
        Bundle worker = felix.start(WORKER);
        try (Load load = Load.start(user, 8)) {
            for (int i = 0; i < 20; i++) {
                load.awaitMore(100);
                felix.update(worker, WORKER);
            }
            load.awaitMore(100);
            assertEquals(0, load.cut(), load::toString);
        }
    }

    @Test
    void get_drainedService_looksLikeTheOriginal() throws Exception {
        Bundle worker = felix.start(ModuleJar.worker("worker", "nmr.drain=true;service.ranking=5"));
        ServiceReference<?>[] all = user.getAllServiceReferences(Work.class.getName(), null);
        assertEquals(1, all.length);
        assertEquals(worker, all[0].getBundle());
        assertEquals("work", all[0].getProperty("kind"));
        assertEquals(5, all[0].getProperty("service.ranking"));
        assertTrue(all[0].isAssignableTo(user.getBundle(), Work.class.getName()));
        assertEquals("worker did something", get().on("something"));
        assertEquals(get(), get());
    }

    @Test
    void setProperties_drainedService_changesThoseOfTheStandIn() throws Exception {
        felix.start(WORKER);
        scenario.perform("worker changes its properties");
        ServiceReference<Work> seen = user.getServiceReference(Work.class);
        assertEquals("yes", seen.getProperty("changed"));
        assertEquals(1, user.getServiceReferences(Work.class, "(changed=yes)").size());
    }

    @Test
    void stop_callInside_waitsForItBeforeStopIsCalled() throws Exception {
        Bundle worker = felix.start(WORKER);
        Work work = get();
        Inside inside = enter(work);
        Task stop = felix.async("stop worker", worker::stop).awaitBlocked();
        assertEquals(Bundle.STOPPING, worker.getState());
        assertNull(user.getServiceReference(Work.class));
        assertEquals(List.of(), scenario.history());
        ServiceException late = assertThrows(ServiceException.class, () -> work.on("else"));
        assertEquals(ServiceException.UNREGISTERED, late.getType());
        inside.leave();
        stop.join();
        assertEquals(List.of("worker closed"), scenario.history());
    }

    @Test
    void unregister_callInside_waitsForIt() throws Exception {
        felix.start(WORKER);
        Inside inside = enter(get());
        Task gone = felix.async("unregister", () -> scenario.perform("worker unregisters"))
                .awaitBlocked();
        assertNull(user.getServiceReference(Work.class));
        inside.leave();
        gone.join();
        assertEquals(List.of("worker closed"), scenario.history());
    }

    @Test
    void why_callInside_namesTheConsumerAndTheService() throws Exception {
        Bundle worker = felix.start(WORKER);
        Inside inside = enter(get());
        String services = felix.command("nmr:services");
        assertTrue(services.contains("DRAINED"), services);
        assertTrue(services.contains("org.nmr.itests.shared.Work"), services);
        Task stop = felix.async("stop worker", worker::stop).awaitBlocked();
        String why = felix.command("nmr:why worker");
        assertTrue(why.contains("user ["), why);
        assertTrue(why.contains("org.nmr.itests.shared.Work"), why);
        assertTrue(why.contains("task: call"), why);
        inside.leave();
        stop.join();
    }

    @Test
    void get_serviceThatDoesNotAsk_isTheOriginal() throws Exception {
        felix.start(ModuleJar.worker("worker", ""));
        assertEquals("org.nmr.itests.plain.Worker", get().getClass().getName());
    }
}
