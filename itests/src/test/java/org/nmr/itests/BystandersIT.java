// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.itests.Histories.all;
import static org.nmr.itests.Histories.attach;
import static org.nmr.itests.Histories.cleanup;
import static org.nmr.itests.Histories.detach;
import static org.nmr.itests.Histories.end;
import static org.nmr.itests.Histories.pairs;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Culprits;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * What others can do while a bundle waits for a call that is inside it. In a stop: everything. In a refresh: on Equinox
 * everything, on Felix only what needs no lock of the framework; the rest is late, but nothing is lost.
 */
class BystandersIT {
    private static final ModuleJar OTHER = ModuleJar.activator("other").client("npi.b");
    private static final String GREETS = "provider greets client";

    @RegisterExtension
    private final Felix felix = new Felix();

    private Scenario scenario;
    private Culprits culprits;
    private Bundle provider;
    private Bundle other;
    private Gate gate;
    private Task call;

    /** What somebody else does meanwhile that needs a lock of the framework. */
    enum Operation {
        RESTART((felix, other) -> {
            other.stop();
            other.start();
        }),
        UPDATE((felix, other) -> felix.update(other, OTHER)),
        INSTALL((felix, other) -> felix.install(ModuleJar.importing("late"))),
        RESOLVE((felix, other) -> assertTrue(
                felix.framework().adapt(FrameworkWiring.class).resolveBundles(List.of(felix.find("unresolved"))))),
        IMPORT((felix, other) -> felix.find("importing").loadClass("org.nmr.itests.npi.Greeter"));

        private final Action action;

        Operation(Action action) {
            this.action = action;
        }

        /** What to do with whom. */
        private interface Action {
            void run(Felix felix, Bundle other) throws Exception;
        }
    }

    @BeforeEach
    void holdACall() throws Exception {
        scenario = felix.scenario();
        culprits = new Culprits(felix);
        felix.startRegistrar();
        provider = felix.start(ModuleJar.activator("provider").provider("npi.a"));
        felix.start(ModuleJar.activator("client").client("npi.a"));
        felix.start(ModuleJar.whiteboard("helper").provider("npi.b"));
        other = felix.start(OTHER);
        felix.start(ModuleJar.importing("importing"));
        felix.install(ModuleJar.importing("unresolved"));
        gate = new Gate(Reply.FORGET);
        scenario.on(GREETS, gate);
        call = felix.async("call provider", () -> scenario.perform("client calls provider"));
        gate.awaitReached();
        scenario.takeHistory();
    }

    @ParameterizedTest
    @EnumSource
    void stop_waitsForACall_othersGoOn(Operation operation) throws Exception {
        Task stop = felix.async("stop provider", provider::stop).awaitBlocked();
        assertEquals(detach("client", "provider"), scenario.takeHistory());
        felix.async("do " + operation, () -> operation.action.run(felix, other)).join();
        assertOtherCameBack(operation);
        assertCallNamed();

        gate.open();
        stop.join();
        call.join();
        assertEquals(all(cleanup("client", "provider"), List.of("provider stopped")), scenario.takeHistory());
    }

    @ParameterizedTest
    @EnumSource
    void refresh_waitsForACall_othersGoOnOrComeLate(Operation operation) throws Exception {
        Task refresh = refresh();
        Task task = felix.async("do " + operation, () -> operation.action.run(felix, other));
        if (felix.refreshLocksEverything()) {
            task.awaitLocked();
            assertEquals(List.of(), scenario.takeHistory());
        } else {
            task.join();
            assertOtherCameBack(operation);
        }
        assertCallNamed();

        gate.open();
        refresh.join();
        task.join();
        call.join();
        List<String> history = scenario.takeHistory();
        assertTrue(
                history.containsAll(all(cleanup("client", "provider"), attach("client", "provider"))),
                history::toString);
        assertEquals(Bundle.ACTIVE, provider.getState());
        assertEquals(Bundle.ACTIVE, other.getState());
        assertOthersWork();
    }

    /** A withdrawal is a service event, so a module that is a service can be unloaded. */
    @Test
    void refresh_waitsForACall_servicesCallsAndOtherUnloadsGoOn() throws Exception {
        Task refresh = refresh();
        felix.async("use services", () -> {
                    ServiceRegistration<?> service =
                            other.getBundleContext().registerService(Runnable.class, () -> {}, null);
                    ServiceReference<Scenario> found = other.getBundleContext().getServiceReference(Scenario.class);
                    assertEquals(scenario, other.getBundleContext().getService(found));
                    service.unregister();
                    assertOthersWork();
                    scenario.perform("helper withdraws");
                })
                .join();
        assertEquals(all(end("other", "helper"), List.of("helper withdrawn")), scenario.takeHistory());
        assertCallNamed();

        gate.open();
        refresh.join();
        call.join();
        assertEquals(all(cleanup("client", "provider"), attach("client", "provider")), pairs(scenario.takeHistory()));
    }

    private Task refresh() {
        Task refresh = felix.async("refresh", () -> felix.refresh(provider));
        Await.until(
                "the refresh waits for the call",
                () -> culprits.of(provider).stream().anyMatch(unload -> !unload.waiting.isEmpty()));
        assertEquals(detach("client", "provider"), scenario.takeHistory());
        return refresh;
    }

    private void assertCallNamed() {
        assertEquals("task: call provider", culprits.awaitHolderAt(provider, "ScriptedGreeter.greet").thread);
        assertEquals(Bundle.STOPPING, provider.getState());
        assertTrue(call.isRunning());
    }

    private void assertOtherCameBack(Operation operation) {
        List<String> expected = operation == Operation.RESTART || operation == Operation.UPDATE
                ? all(end("other", "helper"), attach("other", "helper"))
                : List.of();
        assertEquals(expected, pairs(scenario.takeHistory()));
    }

    private void assertOthersWork() {
        scenario.perform("other calls helper");
        assertEquals(List.of("helper greets other", "other hears hello other"), scenario.takeHistory());
    }
}
