// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.nmr.itests.Histories.all;
import static org.nmr.itests.Histories.attach;
import static org.nmr.itests.Histories.cleanup;
import static org.nmr.itests.Histories.detach;
import static org.nmr.itests.Histories.end;
import static org.nmr.itests.Histories.pairs;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Step;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;

/** Update, refresh and uninstall end the bindings first, with the same waiting as a stop. */
class UpdateIT {
    private static final Map<String, ModuleJar> JARS = Map.of(
            "client", ModuleJar.activator("client").client("npi.a"),
            "provider", ModuleJar.activator("provider").provider("npi.a"));

    @RegisterExtension
    private final Felix felix = new Felix();

    private Scenario scenario;

    @BeforeEach
    void startPair() throws Exception {
        scenario = felix.scenario();
        felix.startRegistrar();
        felix.start(JARS.get("provider"));
        felix.start(JARS.get("client"));
        scenario.takeHistory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"client", "provider"})
    void update_module_endsTheBindingAndAttachesTheNewOne(String name) throws Exception {
        felix.update(felix.find(name), JARS.get(name));
        assertCameBack(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client", "provider"})
    void refresh_module_endsTheBindingAndAttachesAgain(String name) throws Exception {
        felix.refresh(felix.find(name));
        assertCameBack(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client", "provider"})
    void uninstall_module_endsTheBinding(String name) throws Exception {
        Bundle bundle = felix.find(name);
        bundle.uninstall();
        assertEquals(Bundle.UNINSTALLED, bundle.getState());
        assertEquals(all(end("client", "provider"), List.of(name + " stopped")), scenario.takeHistory());
    }

    @ParameterizedTest
    @ValueSource(strings = {"client", "provider"})
    void update_pendingDetach_startsTheNewRevisionAfterIt(String name) throws Exception {
        scenario.on("client detach provider", Step.PENDING);
        Bundle bundle = felix.find(name);
        Task update = felix.async("update", () -> felix.update(bundle, JARS.get(name)))
                .awaitBlocked();
        assertEquals(detach("client", "provider"), scenario.takeHistory());
        scenario.perform("client completes provider");
        update.join();
        assertEquals(Bundle.ACTIVE, bundle.getState());
        assertEquals(all(cleanup("client", "provider"), attach("client", "provider")), pairs(scenario.takeHistory()));
    }

    @Test
    void refresh_pendingDetach_waitsForIt() throws Exception {
        scenario.on("provider detach client", Step.PENDING);
        Task refresh = felix.async("refresh", () -> felix.refresh(felix.find("client")));
        scenario.await("provider detach client");
        assertEquals(Bundle.STOPPING, felix.find("client").getState());
        scenario.perform("provider completes client");
        refresh.join();
        assertCameBack("client");
    }

    @Test
    void uninstall_pendingDetach_waitsForIt() throws Exception {
        scenario.on("client detach provider", Step.PENDING);
        Bundle provider = felix.find("provider");
        Task uninstall = felix.async("uninstall", provider::uninstall).awaitBlocked();
        assertEquals(Bundle.STOPPING, provider.getState());
        scenario.perform("client completes provider");
        uninstall.join();
        assertEquals(Bundle.UNINSTALLED, provider.getState());
    }

    @Test
    void refresh_npi_restartsBothModules() throws Exception {
        felix.refresh(felix.find("npi"));
        assertPairCameBack();
    }

    @Test
    void updateAndRefresh_api_restartsEverything() throws Exception {
        Bundle api = felix.find("org.nmr.api");
        felix.update(api, Shipped.API);
        assertEquals(List.of(), scenario.takeHistory());
        felix.refresh(api);
        assertPairCameBack();
    }

    @Test
    void uninstallAndRefresh_api_endsTheBindingAndNothingCanStart() throws Exception {
        Bundle api = felix.find("org.nmr.api");
        api.uninstall();
        assertEquals(List.of(), scenario.takeHistory());
        felix.refresh(api);
        assertEquals(end("client", "provider"), pairs(scenario.takeHistory()));
        assertNotEquals(Bundle.ACTIVE, felix.find("client").getState());
    }

    @Test
    void refresh_registrar_unloadsAndLoadsBothModules() throws Exception {
        felix.refresh(felix.find("org.nmr.registrar"));
        assertPairCameBack();
    }

    private void assertCameBack(String name) {
        assertEquals(
                all(
                        end("client", "provider"),
                        List.of(name + " stopped"),
                        attach("client", "provider"),
                        List.of(name + " registered", name + " started")),
                scenario.takeHistory());
        assertEquals(Bundle.ACTIVE, felix.find(name).getState());
    }

    private void assertPairCameBack() {
        assertEquals(all(end("client", "provider"), attach("client", "provider")), pairs(scenario.takeHistory()));
        for (String name : List.of("client", "provider", "org.nmr.registrar", "org.nmr.api")) {
            assertEquals(Bundle.ACTIVE, felix.find(name).getState(), name);
        }
    }
}
