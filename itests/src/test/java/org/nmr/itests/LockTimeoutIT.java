// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.itests.Histories.all;
import static org.nmr.itests.Histories.attach;
import static org.nmr.itests.Histories.cleanup;
import static org.nmr.itests.Histories.detach;
import static org.nmr.itests.Histories.pairs;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.FrameworkLocks;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * Somebody wants a bundle whose stop waits for a call: Felix lets him wait, too; Equinox tells him after its lock
 * time-out that it cannot, and leaves the bundle out. On both the stop that waits goes on, and returns when the call
 * has.
 */
class LockTimeoutIT {
    private static final ModuleJar PROVIDER = ModuleJar.activator("provider").provider("npi.a");
    private static final String GREETS = "provider greets client";

    @RegisterExtension
    private final Felix felix = new Felix(Map.of("osgi.module.lock.timeout", "1"));

    private Scenario scenario;
    private Bundle registrar;
    private Bundle client;
    private Bundle provider;
    private Bundle other;
    private Gate gate;
    private Task call;
    private Task stop;

    /** What is tried with the bundle, and in which state that leaves it if it may wait. */
    enum Operation {
        STOP(Bundle.RESOLVED, (felix, bundle) -> bundle.stop()),
        START(Bundle.ACTIVE, (felix, bundle) -> bundle.start()),
        UPDATE(Bundle.INSTALLED, (felix, bundle) -> felix.update(bundle, PROVIDER)),
        UNINSTALL(Bundle.UNINSTALLED, (felix, bundle) -> bundle.uninstall());

        private final int stateAfter;
        private final Action action;

        Operation(int stateAfter, Action action) {
            this.stateAfter = stateAfter;
            this.action = action;
        }

        /** What to do with whom. */
        private interface Action {
            void run(Felix felix, Bundle bundle) throws Exception;
        }
    }

    @BeforeEach
    void stopWhileCalled() throws Exception {
        scenario = felix.scenario();
        registrar = felix.startRegistrar();
        client = felix.start(ModuleJar.activator("client").client("npi.a"));
        other = felix.start(ModuleJar.activator("other").client("npi.b"));
        provider = felix.start(PROVIDER);
        felix.level(2, registrar, client);
        felix.level(3, other);
        felix.level(4, provider);
        gate = new Gate(Reply.FORGET);
        scenario.on(GREETS, gate);
        call = felix.async("call provider", () -> scenario.perform("client calls provider"));
        gate.awaitReached();
        stop = felix.async("stop provider", () -> provider.stop(Bundle.STOP_TRANSIENT))
                .awaitBlocked();
        assertEquals(detach("client", "provider"), lastTwo());
        scenario.takeHistory();
    }

    @ParameterizedTest
    @EnumSource
    void stop_waitsForACall_othersWaitOnFelixAndFailOnEquinox(Operation operation) throws Exception {
        Task task = felix.async(operation + " provider", () -> operation.action.run(felix, provider));
        if (waits()) {
            task.awaitLocked();
            assertStillWaits();
            letReturn();
            task.join();
            assertEquals(operation.stateAfter, provider.getState());
        } else {
            assertTimedOut(task.failure());
            assertStillWaits();
            letReturn();
            assertEquals(Bundle.RESOLVED, provider.getState());
        }
        assertEndedOnce();
        assertCanStart();
    }

    /** Felix takes the global lock before it waits for the bundle. */
    @Test
    void stop_waitsForACall_refreshOfItWaitsOnFelixAndGivesUpOnEquinox() throws Exception {
        Task refresh = felix.async("refresh", () -> felix.refresh(provider));
        Task restart;
        if (waits()) {
            FrameworkLocks.awaitWaiting("FelixFrameworkWiring");
            restart = felix.async("restart other", this::restartOther).awaitLocked();
            assertStillWaits();
        } else {
            restart = felix.async("restart other", this::restartOther).join();
            refresh.join();
            assertStillWaits();
        }
        letReturn();
        refresh.join();
        restart.join();
        assertEquals(Bundle.ACTIVE, other.getState());
        assertEndedOnce();
        assertCanStart();
    }

    @Test
    void stop_waitsForACall_lowerStartLevelWaitsOnFelixAndSkipsItOnEquinox() throws Exception {
        Task lower = felix.async("lower the start level", () -> felix.activeLevel(2));
        if (waits()) {
            FrameworkLocks.awaitWaiting("FelixStartLevel");
            assertEquals(Bundle.ACTIVE, other.getState());
        } else {
            lower.join();
            assertEquals(Bundle.RESOLVED, other.getState());
        }
        assertStillWaits();
        letReturn();
        lower.join();
        assertEquals(Bundle.RESOLVED, provider.getState());
        assertEquals(Bundle.RESOLVED, other.getState());
        assertEquals(Bundle.ACTIVE, client.getState());
        assertEndedOnce();

        felix.activeLevel(4);
        assertEquals(Bundle.ACTIVE, other.getState());
        assertEquals(attach("client", "provider"), pairs(scenario.takeHistory()));
    }

    /** So the bundle that Equinox has left out is safe: whoever could call it, and the registrar, wait for it. */
    @Test
    void stop_waitsForACall_levelBelowItsPeerAndTheRegistrarIsReachedAfterIt() throws Exception {
        Task lower = felix.async("lower the start level", () -> felix.activeLevel(1));
        if (waits()) {
            FrameworkLocks.awaitWaiting("FelixStartLevel");
        } else {
            Await.until("the client stops", () -> client.getState() == Bundle.STOPPING);
        }
        assertStillWaits();
        assertTrue(lower.isRunning());
        letReturn();
        lower.join();
        assertEquals(Bundle.RESOLVED, client.getState());
        assertEquals(Bundle.RESOLVED, registrar.getState());
        assertEndedOnce();

        felix.activeLevel(4);
        assertEquals(attach("client", "provider"), pairs(scenario.takeHistory()));
    }

    @Test
    void stop_waitsForACall_shutdownWaitsForIt() throws Exception {
        felix.framework().stop();
        if (waits()) {
            FrameworkLocks.awaitWaiting("FelixStartLevel");
        } else {
            Await.until("the client stops", () -> client.getState() == Bundle.STOPPING);
        }
        assertStillWaits();
        assertEquals(Bundle.STOPPING, felix.framework().getState());
        gate.open();
        call.join();
        assertReturned(stop);
        felix.awaitStopped();
        assertEquals(cleanup("client", "provider"), pairs(scenario.takeHistory()));
    }

    /**
     * The limit: each who would hold Equinox up is inside its stop, and so is left out. The call runs on in a framework
     * that is gone. The stops still wait for it and clean up once, but Equinox fails in their rest. It takes a lock
     * time-out below the budget for the shutdown; the defaults are the other way round.
     */
    @Test
    void stop_everybodyWaitsForACall_shutdownWaitsOnFelixAndLeavesThemBehindOnEquinox() throws Exception {
        Task stopOfClient = felix.async("stop client", client::stop).awaitBlocked();
        Task stopOfRegistrar = felix.async("stop registrar", registrar::stop).awaitBlocked();
        felix.framework().stop();
        if (waits()) {
            FrameworkLocks.awaitWaiting("FelixStartLevel");
            assertEquals(Bundle.STOPPING, felix.framework().getState());
        } else {
            felix.awaitStopped();
        }
        assertTrue(call.isRunning());
        for (Task each : List.of(stop, stopOfClient, stopOfRegistrar)) {
            each.awaitBlocked();
        }
        gate.open();
        call.join();
        for (Task each : List.of(stop, stopOfClient, stopOfRegistrar)) {
            assertReturned(each);
        }
        felix.awaitStopped();
        assertEquals(cleanup("client", "provider"), pairs(scenario.takeHistory()));
    }

    /** Felix has no lock time-out. */
    private boolean waits() {
        return felix.refreshLocksEverything();
    }

    private void restartOther() throws BundleException {
        other.stop();
        other.start();
    }

    private static void assertTimedOut(Throwable thrown) {
        BundleException timeout = assertInstanceOf(BundleException.class, thrown);
        assertEquals(BundleException.STATECHANGE_ERROR, timeout.getType(), timeout::toString);
    }

    private void assertStillWaits() {
        stop.awaitBlocked();
        assertTrue(call.isRunning());
        assertEquals(Bundle.STOPPING, provider.getState());
        assertEquals(List.of(), pairs(scenario.history()));
    }

    private void letReturn() {
        gate.open();
        call.join();
        stop.join();
    }

    /** Felix waits for the rest of a stop, too. Equinox, which has left the bundle out, may be gone before that. */
    private void assertReturned(Task stopping) {
        @Nullable Throwable thrown = stopping.failure();
        assertTrue(thrown == null || !waits(), () -> stopping + ": " + thrown);
    }

    private void assertEndedOnce() {
        List<String> history = scenario.takeHistory();
        assertEquals(
                all(cleanup("client", "provider"), List.of("provider stopped")),
                history.stream()
                        .filter(event -> event.contains(" cleanup ") || event.equals("provider stopped"))
                        .toList());
    }

    private void assertCanStart() throws BundleException {
        if (provider.getState() == Bundle.INSTALLED || provider.getState() == Bundle.RESOLVED) {
            provider.start();
            assertEquals(attach("client", "provider"), pairs(scenario.takeHistory()));
        }
    }

    private List<String> lastTwo() {
        List<String> pairs = pairs(scenario.history());
        return pairs.subList(pairs.size() - 2, pairs.size());
    }
}
