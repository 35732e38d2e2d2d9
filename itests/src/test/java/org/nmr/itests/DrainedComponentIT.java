// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.itests.shared.Work;
import org.nmr.itests.support.Configurations;
import org.nmr.itests.support.Load;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;

/** A component that asks for it is deactivated only when no call is inside its service. */
class DrainedComponentIT extends DrainSetUp {
    @BeforeEach
    void start() throws Exception {
        startComponents();
        startDrain();
    }

    private static ModuleJar worker(String scope) {
        return ModuleJar.workComponent("worker", scope, "nmr.drain=true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"singleton", "bundle", "prototype"})
    void update_providerUnderLoad_cutsNoCallOff(String scope) throws Exception {
        Bundle worker = felix.start(worker(scope));
        try (Load load = Load.start(user, 8)) {
            for (int i = 0; i < 10; i++) {
                load.awaitMore(100);
                felix.update(worker, worker(scope));
            }
            load.awaitMore(100);
            assertEquals(0, load.cut(), load::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"singleton", "bundle", "prototype"})
    void disable_callInside_waitsBeforeItIsDeactivated(String scope) throws Exception {
        felix.start(worker(scope));
        Inside inside = enter(get());
        scenario.takeHistory();
        scenario.perform("worker disables itself");
        inside.leave();
        scenario.await("worker closed");
        assertEquals(List.of("worker closed"), scenario.takeHistory());
    }

    @ParameterizedTest
    @ValueSource(strings = {"singleton", "bundle", "prototype"})
    void start_component_staysDelayedUntilAConsumerGetsIt(String scope) throws Exception {
        felix.start(worker(scope));
        ServiceReference<Work> reference = user.getServiceReference(Work.class);
        assertEquals(List.of(), scenario.takeHistory());
        user.getService(reference);
        assertEquals(List.of("worker activated"), scenario.takeHistory());
        user.ungetService(reference);
        assertEquals(List.of("worker closed"), scenario.takeHistory());
    }

    @Test
    void getServiceObjects_prototype_givesEachAnInstance() throws Exception {
        felix.start(worker("prototype"));
        ServiceObjects<Work> objects = user.getServiceObjects(user.getServiceReference(Work.class));
        Work first = objects.getService();
        Work second = objects.getService();
        assertNotSame(first, second);
        assertEquals(List.of("worker activated", "worker activated"), scenario.takeHistory());
        objects.ungetService(first);
        assertEquals(List.of("worker closed"), scenario.takeHistory());
        assertEquals("worker did it", second.on("it"));
        objects.ungetService(second);
    }

    /** The framework releases what a consumer has when it stops; a component would end under the call. */
    @ParameterizedTest
    @ValueSource(strings = {"singleton", "bundle", "prototype"})
    void stop_consumerWithAThreadInside_componentLivesUntilTheCallReturns(String scope) throws Exception {
        felix.start(worker(scope));
        Work work = scope.equals("prototype")
                ? user.getServiceObjects(user.getServiceReference(Work.class)).getService()
                : get();
        Inside inside = enter(work);
        Task stop = felix.async("stop user", user.getBundle()::stop).awaitBlocked();
        assertEquals(List.of(), ends());
        inside.leave();
        stop.join();
        scenario.await("worker closed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "policy=\"static\" policy-option=\"reluctant\"",
                "policy=\"static\" policy-option=\"greedy\"",
                "policy=\"dynamic\" policy-option=\"reluctant\"",
                "policy=\"dynamic\" policy-option=\"greedy\"",
                "policy=\"dynamic\" cardinality=\"0..n\"",
                "policy=\"static\" cardinality=\"1..n\""
            })
    void update_providerOfAComponent_mayBeCalledInUnbind(String reference) throws Exception {
        Bundle worker = felix.start(worker("singleton"));
        felix.start(ModuleJar.workUser("component", reference));
        scenario.await("component activated");
        scenario.perform("component works");
        assertTrue(scenario.history().contains("component worker did a call"), () -> "" + scenario.history());
        scenario.takeHistory();
        felix.update(worker, worker("singleton"));
        List<String> history = scenario.takeHistory();
        assertTrue(
                history.indexOf("component released worker did goodbye") >= 0
                        && history.indexOf("component released worker did goodbye") < history.indexOf("worker closed"),
                history::toString);
        scenario.perform("component works");
        scenario.await("component worker did a call");
    }

    @Test
    void update_configurationUnderLoad_cutsNoCallOff() throws Exception {
        felix.start(Shipped.CONFIG_ADMIN);
        felix.start(worker("singleton"));
        try (Load load = Load.start(user, 4)) {
            for (int i = 0; i < 10; i++) {
                load.awaitMore(100);
                Configurations.update(felix.context(), "worker", Map.of("round", i));
            }
            load.awaitMore(100);
            assertEquals(0, load.cut(), load::toString);
        }
    }
}
