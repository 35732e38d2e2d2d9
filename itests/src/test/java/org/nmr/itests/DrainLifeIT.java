// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Work;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.Load;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

/** The bundle that drains, and the registrar, come, go and are replaced under load. */
class DrainLifeIT {
    private static final String ASKS = "nmr.drain=true";
    private static final String HOLDS = "nmr.drain=true;nmr.drain.hold=PT100S";

    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private Scenario scenario;
    private BundleContext user;

    @BeforeEach
    void startUser() throws Exception {
        scenario = felix.scenario();
        felix.start(Shipped.GOGO);
        user = felix.start(ModuleJar.importing("user")).getBundleContext();
    }

    private void startDrain() throws Exception {
        felix.startRegistrar();
        felix.start(Shipped.DRAIN);
    }

    private Work get() {
        return user.getService(user.getServiceReference(Work.class));
    }

    private boolean isOriginal(Work work) {
        return work.getClass().getName().equals("org.nmr.itests.plain.Worker");
    }

    private void assertOne() throws Exception {
        ServiceReference<?>[] all = user.getAllServiceReferences(Work.class.getName(), null);
        assertEquals(1, all == null ? 0 : all.length);
    }

    private String services() throws Exception {
        return felix.command("nmr:services");
    }

    /** The consumer has released the service, so the framework says nothing of it when the consumer stops. */
    @Test
    void stop_consumerAfterTheNextStartOfDrain_isForgotten() throws Exception {
        startDrain();
        felix.start(ModuleJar.worker("worker", ASKS));
        assertEquals("worker did it", get().on("it"));
        user.ungetService(user.getServiceReference(Work.class));
        Bundle drain = felix.find("org.nmr.drain");
        drain.stop();
        drain.start();
        assertTrue(felix.command("nmr:bindings").contains("user"));
        user.getBundle().stop();
        String bindings = felix.command("nmr:bindings");
        assertFalse(bindings.contains("user"), bindings);
    }

    @Test
    void start_serviceInUse_staysPlainUntilItIsRegisteredAgain() throws Exception {
        Bundle worker = felix.start(ModuleJar.worker("worker", ASKS));
        ServiceReference<Work> reference = user.getServiceReference(Work.class);
        Work before = user.getService(reference);
        startDrain();
        assertOne();
        String services = services();
        assertTrue(services.contains("PLAIN") && services.contains("already in use by user"), services);
        assertTrue(isOriginal(get()));
        before.on("it");
        felix.update(worker, ModuleJar.worker("worker", ASKS));
        assertOne();
        assertTrue(!isOriginal(get()));
        assertTrue(services().contains("DRAINED"), services());
    }

    @Test
    void start_serviceKnownToAListener_staysPlainUntilItIsRegisteredAgain() throws Exception {
        Bundle worker = felix.start(ModuleJar.worker("worker", ASKS));
        user.addServiceListener(event -> {}, "(objectClass=" + Work.class.getName() + ")");
        startDrain();
        assertTrue(services().contains("already known to user"), services());
        worker.stop();
        worker.start();
        assertTrue(services().contains("DRAINED"), services());
        assertOne();
    }

    @Test
    void start_serviceThatNobodyKnows_isDrained() throws Exception {
        felix.start(ModuleJar.worker("worker", ASKS));
        startDrain();
        assertOne();
        assertTrue(!isOriginal(get()));
    }

    @Test
    void start_beforeTheRegistrar_drainsWhenItComes() throws Exception {
        felix.start(Shipped.DRAIN);
        felix.start(ModuleJar.worker("worker", ASKS));
        assertTrue(services().contains("no registrar is there"), services());
        felix.startRegistrar();
        assertOne();
        assertTrue(!isOriginal(get()));
    }

    @ParameterizedTest
    @ValueSource(strings = {ASKS, HOLDS})
    void stop_drainWithACallInside_itsProviderStillWaits(String properties) throws Exception {
        startDrain();
        Bundle worker = felix.start(ModuleJar.worker("worker", properties));
        felix.find("org.nmr.drain").stop();
        assertOne();
        Work work = get();
        Gate gate = new Gate();
        scenario.on("worker works on something", gate);
        Task call = felix.async("call", () -> assertEquals("worker did something", work.on("something")));
        gate.awaitReached();
        scenario.takeHistory();
        Task stop = felix.async("stop worker", worker::stop).awaitBlocked();
        assertEquals(List.of(), scenario.takeHistory());
        gate.open();
        stop.join();
        call.join();
        assertEquals(List.of("worker closed"), scenario.takeHistory());
    }

    @ParameterizedTest
    @ValueSource(strings = {ASKS, HOLDS})
    void update_drainUnderLoad_leavesNoGap(String properties) throws Exception {
        startDrain();
        Bundle drain = felix.find("org.nmr.drain");
        Bundle worker = felix.start(ModuleJar.worker("worker", properties));
        try (Load load = Load.start(user, 4)) {
            for (int i = 0; i < 8; i++) {
                load.awaitMore(100);
                felix.update(drain, Shipped.DRAIN);
                load.awaitMore(100);
                assertOne();
            }
            assertEquals(0, load.cut(), load::toString);
            felix.update(worker, ModuleJar.worker("worker", properties));
            load.awaitMore(100);
            assertEquals(0, load.cut(), load::toString);
        }
        assertTrue(services().contains("DRAINED"), services());
    }

    @Test
    void update_drain_adoptsWhatItsPredecessorHasPublished() throws Exception {
        startDrain();
        Bundle worker = felix.start(ModuleJar.worker("worker", ASKS));
        Work work = get();
        felix.update(felix.find("org.nmr.drain"), Shipped.DRAIN);
        assertOne();
        assertTrue(services().contains("ADOPTED"), services());
        Gate gate = new Gate();
        scenario.on("worker works on something", gate);
        Task call = felix.async("call", () -> assertEquals("worker did something", work.on("something")));
        gate.awaitReached();
        Task stop = felix.async("stop worker", worker::stop).awaitBlocked();
        gate.open();
        stop.join();
        call.join();
        worker.start();
        assertTrue(services().contains("DRAINED"), services());
        assertOne();
    }

    @Test
    void refresh_drain_leavesTheServiceDrained() throws Exception {
        startDrain();
        felix.start(ModuleJar.worker("worker", ASKS));
        felix.refresh(felix.find("org.nmr.drain"));
        assertOne();
        assertTrue(!isOriginal(get()));
    }

    @Test
    void uninstall_drain_theStandInEndsWithItsOriginal() throws Exception {
        startDrain();
        Bundle worker = felix.start(ModuleJar.worker("worker", ASKS));
        felix.find("org.nmr.drain").uninstall();
        assertEquals("worker did it", get().on("it"));
        worker.stop();
        assertEquals(null, user.getServiceReference(Work.class));
        worker.start();
        assertTrue(isOriginal(get()));
    }

    @Test
    void stopAndStart_registrarUnderLoad_leavesNoConsumerWithoutService() throws Exception {
        startDrain();
        Bundle worker = felix.start(ModuleJar.worker("worker", ASKS));
        Bundle registrar = felix.find("org.nmr.registrar");
        try (Load load = Load.start(user, 4)) {
            load.awaitMore(100);
            registrar.stop();
            load.awaitMore(100);
            assertOne();
            assertTrue(isOriginal(get()));
            assertTrue(services().contains("UNCOUNTED"), services());
            registrar.start();
            load.awaitMore(100);
            assertOne();
            assertTrue(services().contains("DRAINED"), services());
            felix.update(worker, ModuleJar.worker("worker", ASKS));
            load.awaitMore(100);
            assertEquals(0, load.cut(), load::toString);
        }
    }

    @Test
    void start_secondVersion_refusesAndNamesTheFirst() throws Exception {
        startDrain();
        Bundle second = felix.install(Shipped.DRAIN, "2.0.0");
        BundleException thrown = assertThrows(BundleException.class, second::start);
        String message = String.valueOf(thrown.getCause() == null ? thrown : thrown.getCause());
        assertTrue(
                thrown.getMessage().contains("only active bundle") || message.contains("only active bundle"), message);
        assertNotEquals(Bundle.ACTIVE, second.getState());
    }

    @Test
    void stop_registrarAndDrainAndFramework_endsInEveryOrder() throws Exception {
        startDrain();
        felix.start(ModuleJar.worker("worker", HOLDS));
        get().on("it");
        felix.framework().stop();
        felix.awaitStopped();
    }
}
