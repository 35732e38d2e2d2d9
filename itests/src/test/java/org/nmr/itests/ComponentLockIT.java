// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.itests.Histories.all;
import static org.nmr.itests.Histories.cleanup;
import static org.nmr.itests.Histories.detach;
import static org.nmr.itests.Histories.pairs;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Step;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Culprits;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;

/** A component that is a module drains for longer than the time that Declarative Services wait for a lock. */
class ComponentLockIT {
    private static final long LOCK_MILLIS = 200;

    @RegisterExtension
    private final Felix felix = new Felix(Map.of("ds.lock.timeout.milliseconds", String.valueOf(LOCK_MILLIS)));

    private Scenario scenario;
    private Bundle scr;
    private Bundle ds;
    private ServiceRegistration<Runnable> needed;

    @BeforeEach
    void startPair() throws Exception {
        scenario = felix.scenario();
        scr = felix.start(Shipped.FUNCTION, Shipped.PROMISE, Shipped.COMPONENT, Shipped.SCR)
                .get(3);
        felix.startRegistrar();
        felix.start(ModuleJar.activator("client").client("npi.a"));
        needed = felix.context().registerService(Runnable.class, () -> {}, null);
        ds = felix.start(ModuleJar.component("ds", Runnable.class).provider("npi.a"));
        scenario.on("client detach ds", Step.PENDING);
        scenario.takeHistory();
    }

    @Test
    void stop_drainsLongerThanTheLockTimeout_isDeactivatedAfterwards() throws Exception {
        Task stop = felix.async("stop ds", ds::stop).awaitBlocked();
        awaitLockTimeout();
        assertEquals(detach("client", "ds"), scenario.takeHistory());
        assertEndsOrderly(stop);
    }

    @Test
    void stopOfTheRuntime_drainsLongerThanTheLockTimeout_isDeactivatedAfterwards() throws Exception {
        Task stop = felix.async("stop SCR", scr::stop).awaitBlocked();
        awaitLockTimeout();
        assertEquals(detach("client", "ds"), scenario.takeHistory());
        assertEndsOrderly(stop);
    }

    /** Declarative Services forget a component that they disable on a thread of their own; the registrar does not. */
    @Test
    void disable_thenStop_bundleIsStoppedWhenItIsDrained() throws Exception {
        scenario.perform("ds disables itself");
        scenario.await("ds detach client");
        Task stop = felix.async("stop ds", ds::stop).awaitBlocked();
        awaitLockTimeout();
        assertEquals(detach("client", "ds"), scenario.takeHistory());
        assertEndsOrderly(stop);
    }

    /**
     * The limit: of two threads that deactivate one component, Declarative Services let the second one wait for their
     * lock time-out only. The binding ends orderly all the same.
     */
    @Test
    void needIsGone_thenStopOfTheRuntime_isDeactivatedAfterTheLockTimeout() throws Exception {
        Task gone = felix.async("withdraw what is needed", needed::unregister).awaitBlocked();
        Task stop = felix.async("stop SCR", scr::stop);
        scenario.await("ds deactivated");
        assertEquals(all(detach("client", "ds"), List.of("ds deactivated")), scenario.takeHistory());
        assertTrue(gone.isRunning());
        scenario.perform("client completes ds");
        gone.join();
        stop.join();
        assertEquals(cleanup("client", "ds"), scenario.takeHistory());
    }

    /** The way out: a component that closes its registrations when it is deactivated waits for their end itself. */
    @Test
    void needIsGone_thenStopOfTheRuntime_deactivateThatClosesReturnsAfterwards() throws Exception {
        scenario.on(
                "ds deactivated",
                Step.of(
                        () -> {
                            scenario.perform("ds unloads itself");
                            scenario.record("ds released");
                        },
                        Reply.NORMAL));
        Task gone = felix.async("withdraw what is needed", needed::unregister).awaitBlocked();
        Task stop = felix.async("stop SCR", scr::stop);
        scenario.await("ds deactivated");
        stop.awaitBlocked();
        assertEquals(all(detach("client", "ds"), List.of("ds deactivated")), scenario.takeHistory());
        scenario.perform("client completes ds");
        gone.join();
        stop.join();
        assertEquals(all(cleanup("client", "ds"), List.of("ds released")), scenario.takeHistory());
    }

    /** The component may be deactivated early; its bundle is never stopped early. */
    @Test
    void needIsGone_thenStop_bundleIsStoppedWhenItIsDrained() throws Exception {
        Task gone = felix.async("withdraw what is needed", needed::unregister).awaitBlocked();
        Task stop = felix.async("stop ds", ds::stop).awaitBlocked();
        awaitLockTimeout();
        assertEquals(Bundle.STOPPING, ds.getState());
        assertEquals(detach("client", "ds"), pairs(scenario.takeHistory()));
        scenario.perform("client completes ds");
        gone.join();
        stop.join();
        assertEquals(cleanup("client", "ds"), pairs(scenario.takeHistory()));
        assertEquals(1, Collections.frequency(scenario.everything(), "ds deactivated"));
    }

    private void awaitLockTimeout() {
        Culprits culprits = new Culprits(felix);
        Await.until(
                "the lock time-out has passed several times",
                () -> culprits.of(ds).stream().anyMatch(unload -> unload.ageMillis > 4 * LOCK_MILLIS));
    }

    private void assertEndsOrderly(Task stop) {
        assertTrue(stop.isRunning());
        scenario.perform("client completes ds");
        stop.join();
        scenario.await("ds deactivated");
        assertEquals(all(cleanup("client", "ds"), List.of("ds deactivated")), scenario.takeHistory());
    }
}
