// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.itests.Histories.all;
import static org.nmr.itests.Histories.assertMetRegistrar;
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
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;

/** The registrar goes before its modules, and comes back. */
class RegistrarStopIT {
    private static final ModuleJar CLIENT = ModuleJar.activator("client").client("npi.a");
    private static final ModuleJar PROVIDER = ModuleJar.activator("provider").provider("npi.a");

    @RegisterExtension
    private final Felix felix = new Felix();

    private Scenario scenario;
    private Bundle registrar;

    @BeforeEach
    void startPair() throws Exception {
        scenario = felix.scenario();
        registrar = felix.startRegistrar();
        felix.start(PROVIDER);
        felix.start(CLIENT);
        scenario.takeHistory();
    }

    @Test
    void stop_registrarFirst_unloadsEverybodyAndModulesStayActive() throws Exception {
        registrar.stop();
        assertEquals(end("client", "provider"), scenario.takeHistory());
        assertEquals(Bundle.ACTIVE, felix.find("client").getState());
        assertEquals(Bundle.ACTIVE, felix.find("provider").getState());

        felix.find("client").stop();
        assertEquals(List.of("client stopped"), scenario.takeHistory());
    }

    @Test
    void startAgain_afterItsStop_modulesComeBack() throws Exception {
        registrar.stop();
        scenario.takeHistory();
        registrar.start();
        assertMetRegistrar(scenario.takeHistory());

        felix.find("provider").stop();
        assertEquals(all(end("client", "provider"), List.of("provider stopped")), scenario.takeHistory());
    }

    @Test
    void update_underItsModules_modulesComeBackWithTheNewOne() throws Exception {
        felix.update(registrar, Shipped.REGISTRAR);
        List<String> history = scenario.takeHistory();
        assertEquals(end("client", "provider"), history.subList(0, 4));
        assertMetRegistrar(history.subList(4, history.size()));
        scenario.perform("client calls provider");
        assertEquals(List.of("provider greets client", "client hears hello client"), scenario.takeHistory());
    }

    @Test
    void uninstall_registrar_unloadsEverybody() throws Exception {
        registrar.uninstall();
        assertEquals(end("client", "provider"), scenario.takeHistory());
    }

    @Test
    void stop_pendingModule_blocksUntilItCompletes() throws Exception {
        scenario.on("client detach provider", Step.PENDING);
        Task stop = felix.async("stop registrar", registrar::stop).awaitBlocked();
        assertEquals(Bundle.STOPPING, registrar.getState());
        assertEquals(detach("client", "provider"), scenario.takeHistory());

        scenario.perform("client completes provider");
        stop.join();
        assertEquals(cleanup("client", "provider"), scenario.takeHistory());
        assertEquals(Bundle.RESOLVED, registrar.getState());
    }

    @Test
    void stop_whileItWaits_modulesStopAndStartWithoutIt() throws Exception {
        scenario.on("client detach provider", Step.PENDING);
        Task stop = felix.async("stop registrar", registrar::stop).awaitBlocked();
        scenario.takeHistory();

        Bundle late = felix.start(ModuleJar.activator("late").client("npi.a"));
        assertEquals(List.of("late started"), scenario.takeHistory());
        Task client = felix.async("stop client", felix.find("client")::stop).awaitBlocked();
        scenario.perform("client completes provider");
        stop.join();
        client.join();
        scenario.takeHistory();

        registrar.start();
        assertEquals(attach("late", "provider"), Histories.pairs(scenario.takeHistory()));
        late.stop();
    }

    @Test
    void stop_moduleInsideRegister_waitsForItsReturn() throws Exception {
        Gate gate = new Gate();
        scenario.on("slow registered", gate);
        Task start = felix.async(
                "start slow", () -> felix.start(ModuleJar.activator("slow").client("npi.a")));
        gate.awaitReached();
        Task stop = felix.async("stop registrar", registrar::stop).awaitBlocked();
        assertTrue(stop.isRunning());

        gate.open();
        start.join();
        stop.join();
        assertEquals(Bundle.ACTIVE, felix.find("slow").getState());
        scenario.takeHistory();
        registrar.start();
        assertTrue(scenario.takeHistory().contains("slow attached to provider"));
        assertNotNull(registrar.getRegisteredServices());
    }
}
