// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Work;
import org.nmr.itests.support.Copied;
import org.nmr.itests.support.Load;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.PlainJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceException;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** Consumers that look for a drained service themselves, or let a manager do it, see one service from begin to end. */
class DrainedConsumersIT extends DrainSetUp {
    private static final ModuleJar WORKER = ModuleJar.worker("worker", "nmr.drain=true");

    private final List<String> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        startDrain();
    }

    private void startManager() throws Exception {
        felix.start(Shipped.CONFIG_ADMIN);
        Copied.start(felix, "surfaces", "org.apache.felix.log-", "org.apache.felix.metatype-");
        felix.start(Shipped.DEPENDENCY_MANAGER);
    }

    /** Tells what it is told, and calls the service when it goes. */
    private final class Telling extends ServiceTracker<Work, Work> {
        Telling() {
            super(user, Work.class, null);
        }

        @Override
        public Work addingService(ServiceReference<Work> reference) {
            told.add("added");
            return super.addingService(reference);
        }

        @Override
        public void modifiedService(ServiceReference<Work> reference, Work work) {
            told.add("modified " + reference.getProperty("changed"));
        }

        @Override
        public void removedService(ServiceReference<Work> reference, Work work) {
            told.add("removed " + work.on("goodbye"));
            super.removedService(reference, work);
        }
    }

    @Test
    void track_changesAndUpdatesAndStop_seesOneServiceThatMayBeCalledToTheEnd() throws Exception {
        Telling tracker = new Telling();
        tracker.open();
        Bundle worker = felix.start(WORKER);
        scenario.perform("worker changes its properties");
        felix.update(worker, WORKER);
        worker.stop();
        tracker.close();
        assertEquals(
                List.of("added", "modified yes", "removed worker did goodbye", "added", "removed worker did goodbye"),
                told);
    }

    @Test
    void track_callInside_consumerIsToldBeforeTheWait() throws Exception {
        Telling tracker = new Telling();
        tracker.open();
        Bundle worker = felix.start(WORKER);
        Inside inside = enter(tracker.getService());
        Task stop = felix.async("stop worker", worker::stop).awaitBlocked();
        assertEquals(List.of("added", "removed worker did goodbye"), told);
        assertNull(tracker.getService());
        inside.leave();
        stop.join();
        tracker.close();
    }

    @Test
    void listen_toEverything_hearsOfTheStandInOnly() throws Exception {
        user.addServiceListener(event -> {
            ServiceReference<?> reference = event.getServiceReference();
            if (reference.isAssignableTo(user.getBundle(), Work.class.getName())
                    && reference.getProperty("kind") != null) {
                told.add(event.getType() + " " + (reference.getProperty("nmr.drain.original") != null));
            }
        });
        Bundle worker = felix.start(WORKER);
        scenario.perform("worker changes its properties");
        worker.stop();
        assertEquals(
                List.of(
                        ServiceEvent.REGISTERED + " true",
                        ServiceEvent.MODIFIED + " true",
                        ServiceEvent.UNREGISTERING + " true"),
                told);
    }

    @Test
    void listen_filterThatAChangeLeaves_hearsOfIt() throws Exception {
        user.addServiceListener(
                event -> told.add("" + event.getType()),
                "(&(objectClass=" + Work.class.getName() + ")(!(changed=yes)))");
        Bundle worker = felix.start(WORKER);
        scenario.perform("worker changes its properties");
        worker.stop();
        assertEquals(List.of("" + ServiceEvent.REGISTERED, "" + ServiceEvent.MODIFIED_ENDMATCH), told);
    }

    @Test
    void getAndUnget_byHand_countAsForEachService() throws Exception {
        Bundle worker = felix.start(WORKER);
        ServiceReference<Work> reference = user.getServiceReference(Work.class);
        Work work = user.getService(reference);
        assertSame(work, user.getService(reference));
        assertEquals(List.of(user.getBundle()), List.of(reference.getUsingBundles()));
        assertTrue(user.ungetService(reference));
        assertTrue(user.ungetService(reference));
        assertFalse(user.ungetService(reference));
        assertNull(reference.getUsingBundles());
        assertSame(work, user.getService(reference));
        assertEquals("worker did it", work.on("it"));
        worker.stop();
        assertNull(user.getService(reference));
        ServiceException late = assertThrows(ServiceException.class, () -> work.on("it"));
        assertEquals(ServiceException.UNREGISTERED, late.getType());
    }

    @Test
    void getServiceObjects_singleton_givesTheSameEachTime() throws Exception {
        felix.start(WORKER);
        ServiceObjects<Work> objects = user.getServiceObjects(user.getServiceReference(Work.class));
        Work first = objects.getService();
        assertSame(first, objects.getService());
        assertEquals("worker did it", first.on("it"));
        objects.ungetService(first);
        objects.ungetService(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"required", "optional"})
    void update_providerOfAManagedUser_mayBeCalledInUnbind(String role) throws Exception {
        startManager();
        Bundle worker = felix.start(WORKER);
        felix.start(PlainJar.managed("managed", role));
        scenario.await("managed activated");
        scenario.perform("managed works");
        felix.update(worker, WORKER);
        scenario.perform("managed works");
        assertEquals(
                List.of(
                        "managed worker did a call",
                        "managed released worker did goodbye",
                        "worker closed",
                        "managed worker did a call"),
                ends());
    }

    @Test
    void stop_managedUserWithAThreadInside_cutsNoCallOff() throws Exception {
        startManager();
        felix.start(ModuleJar.worker("worker", "nmr.drain=true"));
        Bundle managed = felix.start(PlainJar.managed("managed", "required"));
        scenario.await("managed activated");
        Gate gate = new Gate();
        scenario.on("worker works on a call", gate);
        Task call = felix.async("call", () -> scenario.perform("managed works"));
        gate.awaitReached();
        managed.stop();
        gate.open();
        call.join();
        assertTrue(scenario.history().contains("managed worker did a call"), () -> "" + scenario.history());
    }

    @Test
    void update_managedProviderUnderLoad_cutsNoCallOff() throws Exception {
        startManager();
        ModuleJar jar = PlainJar.managed("managed", "provider");
        Bundle managed = felix.start(jar);
        assertTrue(services().contains("DRAINED"), this::services);
        try (Load load = Load.start(user, 4)) {
            for (int i = 0; i < 10; i++) {
                load.awaitMore(100);
                felix.update(managed, jar);
            }
            load.awaitMore(100);
            assertEquals(0, load.cut(), load::toString);
        }
    }
}
