// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Step;
import org.nmr.itests.shared.Work;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Configurations;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.PlainJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;

/** Components get a drained service in each way, and lose it in each way. */
class DrainedInjectionIT extends DrainSetUp {
    private static final String ASKS = "nmr.drain=true";

    @BeforeEach
    void start() throws Exception {
        felix.start(Shipped.CONFIG_ADMIN);
        startComponents();
        startDrain();
    }

    private static ModuleJar worker(String scope) {
        return ModuleJar.workComponent("worker", scope, ASKS);
    }

    private static ModuleJar ranked(String name, int ranking) {
        return ModuleJar.workComponent(name, "singleton", ASKS + ";service.ranking=" + ranking);
    }

    private void assertUsable() {
        scenario.takeHistory();
        scenario.perform("component works");
        assertTrue(scenario.history().contains("component worker did a call"), () -> "" + scenario.history());
    }

    private void assertReleasedBeforeTheEnd() {
        List<String> history = scenario.history();
        int released = history.indexOf("component released worker did goodbye");
        assertTrue(released >= 0 && released < history.indexOf("worker closed"), history::toString);
    }

    private static Stream<Arguments> waysIn() {
        String reluctant = "policy=\"%s\" policy-option=\"reluctant\"";
        String greedy = "policy=\"%s\" policy-option=\"greedy\"";
        return Stream.of("static", "dynamic", "constructor")
                .flatMap(way -> Stream.of(reluctant, greedy).map(option -> {
                    String attributes = option.formatted(way.equals("dynamic") ? way : "static");
                    ModuleJar jar = way.equals("constructor")
                            ? PlainJar.constructorUser("component", attributes)
                            : PlainJar.fieldUser("component", attributes);
                    return Arguments.of(way + " " + option.contains("greedy"), jar);
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysIn")
    void update_providerOfAFieldOrConstructor_mayBeCalledInDeactivate(String name, ModuleJar component)
            throws Exception {
        Bundle worker = felix.start(worker("singleton"));
        felix.start(component);
        scenario.await("component activated");
        assertUsable();
        felix.update(worker, worker("singleton"));
        assertReleasedBeforeTheEnd();
        scenario.await("component activated");
        assertUsable();
    }

    @ParameterizedTest
    @CsvSource({
        "singleton, prototype",
        "bundle, bundle",
        "prototype, bundle",
        "prototype, prototype",
        "prototype, prototype_required"
    })
    void update_providerOfEachScope_mayBeCalledInUnbind(String scope, String wanted) throws Exception {
        Bundle worker = felix.start(worker(scope));
        felix.start(ModuleJar.workUser("component", "scope=\"" + wanted + "\""));
        scenario.await("component activated");
        assertUsable();
        felix.update(worker, worker(scope));
        assertReleasedBeforeTheEnd();
    }

    @ParameterizedTest
    @ValueSource(strings = {"static", "dynamic"})
    void start_betterService_greedyConsumerLeavesWithoutCuttingItsCallOff(String policy) throws Exception {
        Bundle worker = felix.start(ranked("worker", 1));
        felix.start(ModuleJar.workUser("component", "policy=\"" + policy + "\" policy-option=\"greedy\""));
        scenario.await("component activated");
        Gate gate = new Gate();
        scenario.on("worker works on a call", gate);
        Task call = felix.async("call", () -> scenario.perform("component works"));
        gate.awaitReached();
        felix.start(ranked("better", 9));
        scenario.await("component released worker did goodbye");
        assertFalse(scenario.history().contains("worker closed"), () -> "" + scenario.history());
        gate.open();
        call.join();
        scenario.await("component worker did a call");
        scenario.perform("component works");
        scenario.await("component better did a call");
        worker.stop();
        scenario.await("worker closed");
    }

    @Test
    void unregister_whatTheProviderNeeds_waitsForTheCallInside() throws Exception {
        Runnable nothing = () -> {};
        ServiceRegistration<Runnable> needed = felix.context().registerService(Runnable.class, nothing, null);
        felix.start(PlainJar.needing("worker", Runnable.class, ASKS));
        Inside inside = enter(get());
        Task gone = felix.async("unregister", needed::unregister).awaitBlocked();
        assertNull(user.getServiceReference(Work.class));
        assertEquals(List.of(), ends());
        inside.leave();
        gone.join();
        assertEquals(List.of("worker closed"), ends());
    }

    @Test
    void update_configuration_waitsForTheCallInside() throws Exception {
        felix.start(worker("singleton"));
        Inside inside = enter(get());
        Configurations.update(felix.context(), "worker", Map.of("round", 1));
        Await.until("the service goes", () -> user.getServiceReference(Work.class) == null);
        assertEquals(List.of(), ends());
        inside.leave();
        scenario.await("worker closed");
        Await.until("the service comes back", () -> user.getServiceReference(Work.class) != null);
        assertEquals(1, user.getServiceReference(Work.class).getProperty("round"));
        assertEquals("worker did it", get().on("it"));
    }

    /** One thread tells all components of their configurations: a call that does not return holds it up, for a time. */
    @Test
    void update_configurationOfACallThatDoesNotReturn_othersWaitUntilTheDeadline() throws Exception {
        felix.start(ModuleJar.workComponent("worker", "singleton", ASKS + ";nmr.unload.deadline=PT0.5S"));
        Inside inside = enter(get());
        felix.start(ModuleJar.workComponent("other", "singleton", ""));
        user.getServiceReferences(Work.class, "(component.name=other)").forEach(user::getService);
        Configurations.update(felix.context(), "worker", Map.of("round", 1));
        Configurations.update(felix.context(), "other", Map.of("round", 1));
        scenario.await("other closed");
        assertEquals(List.of("worker closed", "other closed"), ends());
        inside.gate().open();
        assertInstanceOf(IllegalStateException.class, inside.call().failure());
    }

    @ParameterizedTest
    @ValueSource(strings = {"singleton", "bundle", "prototype"})
    void disable_callInside_isNotDeactivatedByTheCaller(String scope) throws Exception {
        felix.start(worker(scope));
        AtomicReference<String> closing = new AtomicReference<>();
        scenario.on(
                "worker closes",
                Step.of(() -> closing.set(Thread.currentThread().getName()), Reply.NORMAL));
        Inside inside = enter(get());
        scenario.perform("worker disables itself");
        Await.until("the service goes", () -> user.getServiceReference(Work.class) == null);
        inside.leave();
        scenario.await("worker closed");
        assertNotEquals("task: call", closing.get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"singleton", "bundle", "prototype"})
    void stop_componentsBundle_waitsForTheCallInside(String scope) throws Exception {
        Bundle worker = felix.start(worker(scope));
        Inside inside = enter(get());
        Task stop = felix.async("stop worker", worker::stop).awaitBlocked();
        assertNull(user.getServiceReference(Work.class));
        assertEquals(List.of(), ends());
        inside.leave();
        stop.join();
        assertEquals(List.of("worker closed"), ends());
    }
}
