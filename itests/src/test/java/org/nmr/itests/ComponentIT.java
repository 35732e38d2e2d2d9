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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Step;
import org.nmr.itests.support.Configurations;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;

/** A Declarative Services component that is a module is drained before it is deactivated. */
class ComponentIT {
    private static final ModuleJar CLIENT = ModuleJar.activator("client").client("npi.a");
    private static final ModuleJar COMPONENT =
            ModuleJar.component("ds").provider("npi.a").characteristic("nmr.unload.report.after", 100);

    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private Scenario scenario;

    @BeforeEach
    void startComponentRuntime() throws Exception {
        scenario = felix.scenario();
        felix.start(Shipped.FUNCTION, Shipped.PROMISE, Shipped.COMPONENT, Shipped.SCR);
    }

    @Test
    void start_registrarFirst_attaches() throws Exception {
        felix.startRegistrar();
        felix.start(CLIENT);
        felix.start(COMPONENT);
        assertEquals(
                all(
                        List.of("client registered", "client started", "ds activated"),
                        attach("client", "ds"),
                        List.of("ds registered")),
                scenario.takeHistory());
    }

    @Test
    void start_registrarLast_attaches() throws Exception {
        felix.start(COMPONENT);
        felix.startRegistrar();
        felix.start(CLIENT);
        assertEquals(
                all(
                        List.of("ds activated", "ds registered"),
                        attach("client", "ds"),
                        List.of("client registered", "client started")),
                scenario.takeHistory());
    }

    @Test
    void disable_component_isDrainedBeforeItIsDeactivated() throws Exception {
        startAll();
        scenario.on("client detach ds", Step.PENDING);
        scenario.perform("ds disables itself");
        scenario.await("ds detach client");
        scenario.perform("client completes ds");
        scenario.await("ds deactivated");
        assertEquals(all(end("client", "ds"), List.of("ds deactivated")), scenario.takeHistory());
    }

    /** What the user guide says of a changed configuration. */
    @Test
    void update_configuration_isDrainedBeforeTheNewComponentAttaches() throws Exception {
        felix.start(Shipped.CONFIG_ADMIN);
        startAll();
        scenario.on("client detach ds", Step.PENDING);
        Configurations.update(felix.context(), "ds", Map.of("ending", "?"));
        scenario.await("ds detach client");
        scenario.perform("client completes ds");
        scenario.await("ds registered");
        assertEquals(
                all(
                        end("client", "ds"),
                        List.of("ds deactivated", "ds activated"),
                        attach("client", "ds"),
                        List.of("ds registered")),
                scenario.takeHistory());
    }

    @Test
    void stop_bundle_isDrainedBeforeItsComponentIsDeactivated() throws Exception {
        Bundle ds = startAll();
        scenario.on("client detach ds", Step.PENDING);
        Task stop = felix.async("stop ds", ds::stop).awaitBlocked();
        assertEquals(Bundle.STOPPING, ds.getState());
        assertEquals(detach("client", "ds"), scenario.takeHistory());
        scenario.perform("client completes ds");
        stop.join();
        assertEquals(all(cleanup("client", "ds"), List.of("ds deactivated")), scenario.takeHistory());
    }

    /** C-133. The log says the same after the usual time. */
    @Test
    void stop_callInside_reportSaysWhereToLetItOut() throws Exception {
        felix.start(Shipped.GOGO);
        Bundle ds = startAll();
        scenario.on("client detach ds", Step.PENDING);
        Task stop = felix.async("stop ds", ds::stop).awaitBlocked();
        String advice = "deactivate() is called only after this wait, so detach() must release the callers that are"
                + " blocked inside";
        String why = felix.command("nmr:why ds");
        assertTrue(why.contains(advice), why);
        assertTrue(log.await("has waited ").contains(advice), () -> "log: " + log.messages());
        scenario.perform("client completes ds");
        stop.join();
    }

    @Test
    void stop_componentRuntime_isDrainedBeforeItsComponentIsDeactivated() throws Exception {
        startAll();
        felix.find("org.apache.felix.scr").stop();
        assertEquals(all(end("client", "ds"), List.of("ds deactivated")), scenario.takeHistory());
    }

    @Test
    void stopAndStart_registrar_componentStaysActiveAndComesBack() throws Exception {
        startAll();
        Bundle registrar = felix.find("org.nmr.registrar");
        registrar.stop();
        assertEquals(end("client", "ds"), scenario.takeHistory().subList(0, 4));
        registrar.start();
        assertEquals(attach("client", "ds"), Histories.pairs(scenario.takeHistory()));
    }

    /** As long as the lock time-out of Declarative Services has not passed; see {@link ComponentLockIT}. */
    @Test
    void stop_componentRuntimeWhileItsNeedGoes_isDrainedBeforeItsComponentIsDeactivated() throws Exception {
        felix.startRegistrar();
        felix.start(CLIENT);
        ServiceRegistration<Runnable> needed = felix.context().registerService(Runnable.class, () -> {}, null);
        felix.start(ModuleJar.component("ds", Runnable.class).provider("npi.a"));
        scenario.takeHistory();
        scenario.on("client detach ds", Step.PENDING);
        Task gone = felix.async("withdraw what is needed", needed::unregister).awaitBlocked();
        Task stop = felix.async("stop SCR", felix.find("org.apache.felix.scr")::stop)
                .awaitBlocked("org.apache.felix.scr.impl.manager.RegistrationManager");
        assertEquals(detach("client", "ds"), scenario.takeHistory());
        scenario.perform("client completes ds");
        gone.join();
        stop.join();
        assertEquals(all(cleanup("client", "ds"), List.of("ds deactivated")), scenario.takeHistory());
    }

    private Bundle startAll() throws Exception {
        felix.startRegistrar();
        felix.start(CLIENT);
        Bundle ds = felix.start(COMPONENT);
        scenario.takeHistory();
        return ds;
    }
}
