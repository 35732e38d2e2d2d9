// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.itests.Histories.all;
import static org.nmr.itests.Histories.attach;
import static org.nmr.itests.Histories.cleanup;
import static org.nmr.itests.Histories.detach;
import static org.nmr.itests.Histories.end;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Step;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;

/** By hand, by whiteboard, in parts: however a module comes in, its end begins before the bundle's {@code stop()}. */
class WaysInIT {
    private static final ModuleJar CLIENT = ModuleJar.activator("client").client("npi.a");

    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private Scenario scenario;

    @BeforeEach
    void takeScenario() {
        scenario = felix.scenario();
    }

    @Test
    void stop_byHandForgetsToDeregister_safetyNetEndsItBefore() throws Exception {
        Bundle hand = startClientAnd(ModuleJar.byHand("hand").provider("npi.a"));
        scenario.on("hand stopping", Step.FORGET);
        hand.stop();
        assertEquals(all(end("client", "hand"), List.of("hand stopping", "hand stopped")), scenario.takeHistory());
    }

    @Test
    void stop_byHandDeregistersItself_findsTheEndBegun() throws Exception {
        Bundle hand = startClientAnd(ModuleJar.byHand("hand").provider("npi.a"));
        hand.stop();
        assertEquals(all(end("client", "hand"), List.of("hand stopping", "hand stopped")), scenario.takeHistory());
        assertEquals(List.of(), log.messages());
    }

    @Test
    void stop_forgottenAndPending_safetyNetWaitsWhenStopHasReturned() throws Exception {
        Bundle hand = startClientAnd(ModuleJar.byHand("hand").provider("npi.a"));
        scenario.on("hand stopping", Step.FORGET);
        scenario.on("client detach hand", Step.PENDING);
        Task stop = felix.async("stop hand", hand::stop).awaitBlocked();
        assertEquals(all(detach("client", "hand"), List.of("hand stopping", "hand stopped")), scenario.takeHistory());
        scenario.perform("client completes hand");
        stop.join();
        assertEquals(cleanup("client", "hand"), scenario.takeHistory());
    }

    @Test
    void stopRegistrar_byHand_isUnloadedToo() throws Exception {
        startClientAnd(ModuleJar.byHand("hand").provider("npi.a"));
        felix.find("org.nmr.registrar").stop();
        assertEquals(end("client", "hand"), scenario.takeHistory());
    }

    @Test
    void unload_oneOfTwoParts_endsOnlyThatOne() throws Exception {
        Bundle parts =
                startClientAnd(ModuleJar.parts("parts").provider("p1", "npi.a").provider("p2", "npi.a"));
        scenario.perform("p1 unloads");
        assertEquals(all(end("client", "p1"), List.of("p1 unloaded")), scenario.takeHistory());
        parts.stop();
        assertEquals(all(end("client", "p2"), List.of("parts stopped")), scenario.takeHistory());
    }

    @Test
    void unload_ofAPart_blocksUntilItsPendingDetachCompletes() throws Exception {
        startClientAnd(ModuleJar.parts("parts").provider("p1", "npi.a").provider("p2", "npi.a"));
        scenario.on("client detach p1", Step.PENDING);
        Task unload =
                felix.async("unload p1", () -> scenario.perform("p1 unloads")).awaitBlocked();
        scenario.perform("client calls p2");
        assertTrue(unload.isRunning());
        scenario.perform("client completes p1");
        unload.join();
    }

    @Test
    void unload_byTheModuleItself_laterStopFindsNothingToDo() throws Exception {
        Bundle bundle = startClientAnd(ModuleJar.activator("module").provider("npi.a"));
        scenario.perform("module unloads itself");
        assertEquals(end("client", "module"), scenario.takeHistory());
        assertEquals(Bundle.ACTIVE, bundle.getState());
        bundle.stop();
        assertEquals(List.of("module stopped"), scenario.takeHistory());
    }

    @Test
    void publish_registrarFirstOrLast_attaches() throws Exception {
        felix.start(ModuleJar.whiteboard("early").provider("npi.a"));
        felix.startRegistrar();
        felix.start(ModuleJar.whiteboard("wb").client("npi.a"));
        assertEquals(
                all(
                        List.of("early started", "early registered"),
                        attach("wb", "early"),
                        List.of("wb registered", "wb started")),
                scenario.takeHistory());
    }

    @Test
    void withdraw_pendingDetach_blocksUntilItCompletes() throws Exception {
        startClientAnd(ModuleJar.whiteboard("wb").provider("npi.a"));
        scenario.on("client detach wb", Step.PENDING);
        Task withdraw =
                felix.async("withdraw", () -> scenario.perform("wb withdraws")).awaitBlocked();
        assertEquals(detach("client", "wb"), scenario.takeHistory());
        scenario.perform("client completes wb");
        withdraw.join();
        assertEquals(all(cleanup("client", "wb"), List.of("wb withdrawn")), scenario.takeHistory());
    }

    @Test
    void stop_publishedModule_endsBeforeItsActivatorStops() throws Exception {
        Bundle bundle = startClientAnd(ModuleJar.whiteboard("wb").provider("npi.a"));
        bundle.stop();
        assertEquals(all(end("client", "wb"), List.of("wb stopped")), scenario.takeHistory());
    }

    @Test
    void withdraw_registerStillRunsOnAnotherThread_blocksUntilItHasReturned() throws Exception {
        Gate gate = new Gate();
        scenario.on("wb registered", gate);
        felix.start(ModuleJar.whiteboard("wb").provider("npi.a"));
        Task start = felix.async("start registrar", felix::startRegistrar);
        gate.awaitReached();
        Task withdraw =
                felix.async("withdraw", () -> scenario.perform("wb withdraws")).awaitBlocked();
        assertTrue(withdraw.isRunning());
        assertEquals(List.of("wb started", "wb registered"), scenario.takeHistory());

        gate.open();
        start.join();
        withdraw.join();
        assertEquals(List.of("wb withdrawn"), scenario.takeHistory());
    }

    @Test
    void publish_registerThrows_isLoggedUnloadedAndOthersGoOn() throws Exception {
        scenario.on("wb registered", Step.fail(new IllegalStateException("scripted")));
        Bundle bundle = startClientAnd(ModuleJar.whiteboard("wb").provider("npi.a"));
        assertEquals(Bundle.ACTIVE, bundle.getState());
        log.await("could not register");
        felix.find("client").stop();
        assertEquals(List.of("client stopped"), scenario.takeHistory());
    }

    private Bundle startClientAnd(ModuleJar jar) throws Exception {
        felix.startRegistrar();
        felix.start(CLIENT);
        Bundle bundle = felix.start(jar);
        scenario.takeHistory();
        return bundle;
    }
}
