// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.itests.Histories.end;
import static org.nmr.itests.Histories.pairs;
import static org.nmr.itests.support.Culprits.only;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.RegistrarOptions;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Culprits;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.FrameworkLocks;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * The framework stops while a bundle waits for a call that does not return. Felix would wait without end, Equinox would
 * go on without the bundle; the registrar revokes in time, so that on both the bundle ends orderly and nobody calls it
 * afterwards.
 */
class FrameworkStopIT {
    private static final String GREETS = "provider greets client";
    private static final String OVER = "was revoked, because the shutdown budget of the framework is used up";

    /** The lock time-out passes before the budget is used up: that is the bad case. */
    @RegisterExtension
    private final Felix felix =
            new Felix(Map.of("osgi.module.lock.timeout", "1", RegistrarOptions.SHUTDOWN_BUDGET, "2000"));

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private Scenario scenario;
    private Bundle provider;
    private Gate gate;
    private Task call;

    @BeforeEach
    void holdACall() throws Exception {
        scenario = felix.scenario();
        felix.startRegistrar();
        felix.start(ModuleJar.activator("client").client("npi.a"));
        provider = felix.start(ModuleJar.activator("provider").provider("npi.a"));
        scenario.perform("client keeps provider");
        gate = new Gate();
        scenario.on(GREETS, gate);
        call = felix.async("call provider", () -> scenario.perform("client calls provider"));
        gate.awaitReached();
        scenario.takeHistory();
    }

    @Test
    void shutdown_whileAStopWaits_callIsRevokedAndTheStopReturns() throws Exception {
        Task stop = felix.async("stop provider", provider::stop).awaitBlocked();
        felix.framework().stop();
        felix.awaitStopped();
        assertTrue(stop.failure() == null || !waits(), stop::toString);
        assertRevoked(OVER);
        assertEndedOrderly(waits() ? List.of("client", "provider") : List.of("client"));
    }

    @Test
    void shutdown_beginsTheStop_callIsRevokedAndTheFrameworkStops() throws Exception {
        felix.framework().stop();
        felix.awaitStopped();
        assertRevoked(OVER);
        assertEndedOrderly(List.of("client", "provider"));
    }

    /**
     * Felix does not even begin its shutdown, so the budget does not begin either: here only the operator, or a
     * deadline, helps.
     */
    @Test
    void shutdown_whileARefreshWaits_beginsOnEquinoxOnly() throws Exception {
        refresh();
        felix.framework().stop();
        if (waits()) {
            FrameworkLocks.awaitWaiting("FelixShutdown");
            assertEquals(Bundle.ACTIVE, felix.framework().getState());
            felix.runtime().revoke(only(only(new Culprits(felix).of(provider)).outstanding).id);
            felix.awaitStopped();
            assertRevoked("was revoked, because an operator has asked for it");
            assertEndedOrderly(List.of("client", "provider"));
        } else {
            felix.awaitStopped();
            assertRevoked(OVER);
            assertEndedOrderly(List.of("client"));
        }
    }

    /**
     * Felix waits for the rest of a stop, too. Equinox has left that bundle out, and may be gone when its activator is
     * called.
     */
    private boolean waits() {
        return felix.refreshLocksEverything();
    }

    private void refresh() {
        felix.framework().adapt(FrameworkWiring.class).refreshBundles(List.of(provider));
        Await.until(
                "the refresh waits for the call",
                () -> new Culprits(felix).of(provider).stream().anyMatch(unload -> !unload.waiting.isEmpty()));
    }

    private void assertRevoked(String why) {
        assertTrue(log.await(why).contains("1 call in flight was abandoned"));
        assertTrue(call.isRunning());
        assertDetached(
                assertThrows(RuntimeException.class, () -> scenario.perform("client calls provider by its old view")));
        gate.open();
        assertDetached(call.failure()); // it cannot call back either
    }

    /** What is cleaned up is cleaned up once, and before the stop returns. */
    private void assertEndedOrderly(List<String> stopped) {
        List<String> history = scenario.takeHistory();
        assertEquals(end("client", "provider"), pairs(history).subList(0, 4));
        for (String name : stopped) {
            assertTrue(
                    history.indexOf("provider cleanup client") < history.indexOf(name + " stopped"), history::toString);
        }
    }

    private static void assertDetached(Throwable thrown) {
        assertEquals("org.nmr.DetachedException", thrown.getClass().getName(), thrown::toString);
    }
}
