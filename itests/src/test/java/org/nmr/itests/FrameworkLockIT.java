// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.itests.support.Culprits.assertNames;
import static org.nmr.itests.support.Culprits.only;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nmr.UnloadPolicy;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Step;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Culprits;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;

/** A refresh waits for a call that waits for a lock of the framework: the call's thread and the lock are named. */
class FrameworkLockIT {
    private static final String CALLER = "task: call provider";

    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private Scenario scenario;
    private Culprits culprits;
    private Bundle provider;
    private Bundle other;
    private Task call;
    private Task refresh;

    /** How the test lets the framework live on. */
    enum Way {
        INTERRUPT,
        REVOKE
    }

    @BeforeEach
    void startPair() throws Exception {
        scenario = felix.scenario();
        felix.start(Shipped.GOGO, Shipped.REGISTRAR);
        culprits = new Culprits(felix);
        provider = felix.start(
                ModuleJar.activator("provider").provider("npi.a").characteristic(UnloadPolicy.REPORT_AFTER, 300));
        felix.start(ModuleJar.activator("client").client("npi.a"));
        other = felix.start(ModuleJar.importing("other"));
    }

    @ParameterizedTest
    @EnumSource
    void refresh_callStartsTheRefreshedBundle_lockIsNamed(Way way) throws Exception {
        refreshWhileCalling(provider::start);
        assertLockNamed("the lock of a bundle");
        free(way);
    }

    @ParameterizedTest
    @EnumSource
    void refresh_callStopsAnotherBundle_lockIsNamedWhereThereIsOne(Way way) throws Exception {
        refreshWhileCalling(other::stop);
        if (felix.refreshLocksEverything()) {
            assertLockNamed("the lock of a bundle");
            free(way);
        } else {
            assertEndsUnaided();
        }
    }

    @ParameterizedTest
    @EnumSource
    void refresh_callImportsAPackage_lockIsNamedWhereThereIsOne(Way way) throws Exception {
        refreshWhileCalling(() -> other.loadClass("org.nmr.itests.npi.Greeter"));
        if (felix.refreshLocksEverything()) {
            assertLockNamed("the framework's global lock");
            free(way);
        } else {
            assertEndsUnaided();
        }
    }

    /** Equinox tells who has its locks, so there the cycle is seen. */
    @Test
    void refresh_lockOwnerIsKnown_cycleIsShown() throws Exception {
        refreshWhileCalling(provider::stop);
        assertLockNamed("the lock of a bundle");
        UnloadDTO unload = only(culprits.of(provider));
        if (felix.refreshLocksEverything()) {
            assertEquals(List.of(), unload.cycle);
        } else {
            List<String> cycle = List.of(
                    "waits for thread " + CALLER + ", which is inside a call through binding ",
                    "thread " + CALLER + " waits for a lock of class ",
                    " that thread " + only(unload.waiting) + " holds");
            assertNames(cycle, String.join("\n", unload.cycle));
            assertNames(cycle, culprits.why(provider));
            assertNames(cycle, log.await(cycle.get(1)));
        }
        free(Way.INTERRUPT);
    }

    private void refreshWhileCalling(Step.Action action) {
        Gate gate = new Gate(Reply.FORGET);
        scenario.on(
                "provider greets client",
                Step.of(
                        () -> {
                            gate.take();
                            action.run();
                        },
                        Reply.FORGET));
        call = felix.async("call provider", () -> scenario.perform("client calls provider"));
        gate.awaitReached();
        refresh = felix.async("refresh", () -> felix.refresh(provider));
        Await.until(
                "the refresh waits for the call",
                () -> culprits.of(provider).stream().anyMatch(unload -> !unload.waiting.isEmpty()));
        gate.open();
    }

    private void assertLockNamed(String lock) throws Exception {
        HolderDTO holder = culprits.awaitHolderWaitingFor(provider, lock);
        assertEquals(CALLER, holder.thread);
        assertEquals(1, holder.calls);
        assertEquals(Bundle.STOPPING, provider.getState());
        List<String> names = List.of("inside the provider: thread " + CALLER, ", waits for " + lock);
        assertNames(names, culprits.why(provider));
        Await.until(
                "the log names " + lock,
                () -> log.messages().stream()
                        .anyMatch(message -> message.contains("has waited") && message.contains(lock)));
    }

    private void free(Way way) throws Exception {
        if (way == Way.INTERRUPT) {
            call.interrupt();
            assertTrue(String.valueOf(call.failure()).contains("a step of the script has failed"));
        } else {
            felix.runtime().revoke(only(only(culprits.of(provider)).outstanding).id);
            call.join();
            assertEquals(1, felix.runtime().getRegistrar().abandonedCalls);
        }
        assertRefreshed();
    }

    private void assertEndsUnaided() throws Exception {
        call.join();
        assertRefreshed();
    }

    /** The framework lives on. */
    private void assertRefreshed() throws Exception {
        refresh.join();
        assertEquals(Bundle.ACTIVE, provider.getState());
        assertEquals(List.of(), culprits.of(provider));
        other.stop();
        other.start();
        scenario.on("provider greets client", () -> Reply.NORMAL);
        scenario.perform("client calls provider");
    }
}
