// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.nmr.itests.Histories.all;
import static org.nmr.itests.Histories.detach;
import static org.nmr.itests.Histories.end;
import static org.nmr.itests.Histories.pairs;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Step;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/**
 * A bundle's {@code stop()} is the Unload routine: its end has begun, but it is reached, and decides what comes first.
 */
class StopOrderIT {
    @RegisterExtension
    private final Felix felix = new Felix();

    private Scenario scenario;
    private Gate gate;
    private Task call;

    @BeforeEach
    void takeScenario() {
        scenario = felix.scenario();
    }

    /** As a caller that is blocked in {@code accept()}, and a {@code stop()} that closes the socket. */
    @ParameterizedTest
    @CsvSource({
        "activator, m stopping",
        "hand, m stopping",
        "parts, m stopped",
        "whiteboard, m stopped",
        "component, m detach client",
    })
    void stop_callerThatOnlyTheBundleLetsOut_isReached(String way, String lettingOut) throws Exception {
        Bundle bundle = startAll(jar(way));
        callInside();
        scenario.on(lettingOut, Step.of(gate::open, Reply.NORMAL));
        felix.async("stop m", bundle::stop).join();
        call.join();
        assertEquals(Bundle.RESOLVED, bundle.getState());
    }

    /**
     * A module that leaves its unload to the registrar, and lets the caller out when its {@code stop()} is almost
     * over.
     */
    @Test
    void stop_callerLetOutAndUnloadForgotten_returns() throws Exception {
        Bundle bundle = startAll(jar("hand"));
        callInside();
        scenario.on("m stopping", Step.of(gate::open, Reply.FORGET));
        felix.async("stop m", bundle::stop).join();
        call.join();
    }

    @Test
    void stop_detachCallbacks_runBeforeStopWithAValidContext() throws Exception {
        Bundle bundle = startAll(jar("hand"));
        scenario.on(
                "m detach client",
                Step.of(
                        () -> bundle.getBundleContext()
                                .registerService(Runnable.class, () -> {}, null)
                                .unregister(),
                        Reply.NORMAL));
        bundle.stop();
        assertEquals(all(end("client", "m"), List.of("m stopping", "m stopped")), scenario.takeHistory());
    }

    /**
     * Listeners of other bundles, such as those of Declarative Services, come later, in whatever order they were
     * added.
     */
    @Test
    void stop_listenersFromBeforeAndAfter_comeAfterTheDetachCallbacks() throws Exception {
        felix.context().addBundleListener(listener("early"));
        felix.find("npi").getBundleContext().addBundleListener(listener("early too"));
        Bundle bundle = startAll(jar("hand"));
        Bundle late = felix.start(ModuleJar.importing("late"));
        late.getBundleContext().addBundleListener(listener("late"));
        bundle.stop();
        List<String> history = scenario.takeHistory();
        assertEquals(end("client", "m"), history.subList(0, 4));
        assertEquals(
                List.of("early hears", "early too hears", "late hears"),
                history.subList(4, 7).stream().sorted().toList());
    }

    private SynchronousBundleListener listener(String name) {
        return event -> {
            if (event.getType() == BundleEvent.STOPPING) {
                scenario.record(name + " hears");
            }
        };
    }

    @Test
    void stopping_registrationByAnotherThread_isRefused() throws Exception {
        Bundle bundle = startAll(jar("hand"));
        scenario.on(
                "m stopping",
                Step.of(
                        () -> assertInstanceOf(
                                IllegalStateException.class,
                                felix.async("register", () -> scenario.perform("m registers again"))
                                        .failure()),
                        Reply.FORGET));
        bundle.stop();
        assertEquals(end("client", "m"), pairs(scenario.takeHistory()));
    }

    /** The mark by which the registrar learns of the end of {@code stop()} is there only meanwhile. */
    @Test
    void stopped_afterAWait_nothingIsLeftInTheServiceRegistry() throws Exception {
        Bundle bundle = startAll(jar("hand"));
        scenario.on("m stopping", Step.FORGET);
        scenario.on("client detach m", Step.PENDING);
        Task stop = felix.async("stop m", bundle::stop).awaitBlocked();
        assertEquals(all(detach("client", "m"), List.of("m stopping", "m stopped")), scenario.takeHistory());
        scenario.perform("client completes m");
        stop.join();
        assertNull(felix.context().getAllServiceReferences(null, "(objectClass=org.nmr.registrar.*)"));
        assertNull(bundle.getServicesInUse());
    }

    static ModuleJar jar(String way) {
        return module(way).provider("npi.a");
    }

    /** One without registrations. */
    static ModuleJar module(String way) {
        return switch (way) {
            case "activator" -> ModuleJar.activator("m");
            case "hand" -> ModuleJar.byHand("m");
            case "parts" -> ModuleJar.parts("m");
            case "whiteboard" -> ModuleJar.whiteboard("m");
            default -> ModuleJar.component("m");
        };
    }

    private Bundle startAll(ModuleJar jar) throws Exception {
        felix.start(Shipped.FUNCTION, Shipped.PROMISE, Shipped.COMPONENT, Shipped.SCR);
        felix.startRegistrar();
        felix.start(ModuleJar.activator("client").client("npi.a"));
        Bundle bundle = felix.start(jar);
        scenario.takeHistory();
        return bundle;
    }

    private void callInside() {
        gate = new Gate(Reply.FORGET);
        scenario.on("m greets client", gate);
        call = felix.async("call m", () -> scenario.perform("client calls m"));
        gate.awaitReached();
    }
}
