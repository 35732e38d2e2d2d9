// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
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
import org.osgi.framework.FrameworkEvent;

/** Where policies are read, and the time that the framework's end leaves to unloads. */
class PolicyIT {
    private static final String REPORT_AFTER = "nmr.unload.report.after";
    private static final String DEADLINE = "nmr.unload.deadline";
    private static final String AT_DEADLINE = "nmr.unload.at.deadline";
    private static final String SHUTDOWN_BUDGET = "nmr.shutdown.budget";

    /** Instead of properties of the framework, which finds those of the system if it has none of its own. */
    private final List<String> properties = new ArrayList<>();

    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private void set(String key, String value) {
        properties.add(key);
        System.setProperty(key, value);
    }

    @AfterEach
    void clearProperties() {
        properties.forEach(System::clearProperty);
    }

    private Task stopProviderOfPendingClient() throws Exception {
        felix.scenario().on("client detach provider", Step.PENDING);
        felix.start(ModuleJar.activator("provider").provider("npi.a"));
        felix.start(ModuleJar.activator("client").client("npi.a"));
        return felix.async("stop provider", felix.find("provider")::stop);
    }

    @Test
    void configuration_changedDuringAWait_holdsForIt() throws Exception {
        felix.start(Shipped.CONFIG_ADMIN);
        felix.startRegistrar();
        Task stop = stopProviderOfPendingClient().awaitBlocked();
        Configurations.update(felix.context(), "nmr.registrar", Map.of(DEADLINE, 200L, AT_DEADLINE, "REVOKE"));
        stop.join();
        String report = log.await("was revoked, because the deadline of 200 ms has passed");
        assertTrue(report.contains("client PENDING for "), report);
    }

    @Test
    void configuration_wrongThenDeleted_leavesThePresentThenThatOfTheFramework() throws Exception {
        set(DEADLINE, "PT0.3S");
        set(AT_DEADLINE, "REVOKE");
        felix.start(Shipped.CONFIG_ADMIN);
        felix.startRegistrar();
        // an unknown key is warned of when the rest is applied: before that, the deadline of the framework holds
        Configurations.update(
                felix.context(), "nmr.registrar", Map.of(DEADLINE, "none", REPORT_AFTER, 10, "nmr.unknown", 1));
        log.await("nmr.unknown is unknown");
        Task stop = stopProviderOfPendingClient().awaitBlocked();
        log.await("has waited ");

        Configurations.update(felix.context(), "nmr.registrar", Map.of(DEADLINE, "soon"));
        log.await("keeps the present options");
        stop.awaitBlocked();
        Configurations.delete(felix.context(), "nmr.registrar");
        stop.join();
        log.await("was revoked, because the deadline of 300 ms has passed");
    }

    @Test
    void frameworkProperties_withoutConfigAdmin_hold() throws Exception {
        set(REPORT_AFTER, "10");
        set(DEADLINE, "PT0.3S");
        set(AT_DEADLINE, "revoke");
        felix.startRegistrar();
        stopProviderOfPendingClient().join();
        log.await("has waited ");
        log.await("was revoked, because the deadline of 300 ms has passed");
    }

    @Test
    void frameworkProperties_wrong_areWarnedOfOnce() throws Exception {
        set(AT_DEADLINE, "KILL");
        felix.startRegistrar();
        assertEquals(
                List.of("WARNING framework property nmr.unload.at.deadline: expected one of [WAIT, REVOKE, INTERRUPT],"
                        + " was KILL. The registrar uses the default. Correct the property and restart the registrar"),
                log.messages());
    }

    @Test
    void shutdown_sideNeverCompletes_frameworkStopsAfterTheBudget() throws Exception {
        set(SHUTDOWN_BUDGET, "500");
        felix.startRegistrar();
        stopProviderOfPendingClient().awaitBlocked();
        felix.framework().stop();
        FrameworkEvent end = felix.framework().waitForStop(TimeUnit.SECONDS.toMillis(Scenario.DEADLINE_SECONDS));
        assertEquals(FrameworkEvent.STOPPED, end.getType());
        String report = log.await("was revoked, because the shutdown budget of the framework is used up");
        assertTrue(report.contains("client PENDING for "), report);
    }

    @Test
    void shutdown_beginsTheUnload_frameworkStopsAfterTheBudget() throws Exception {
        set(SHUTDOWN_BUDGET, "500");
        felix.startRegistrar();
        felix.scenario().on("provider detach client", Step.PENDING);
        felix.start(ModuleJar.activator("provider").provider("npi.a"));
        felix.start(ModuleJar.activator("client").client("npi.a"));
        felix.framework().stop();
        FrameworkEvent end = felix.framework().waitForStop(TimeUnit.SECONDS.toMillis(Scenario.DEADLINE_SECONDS));
        assertEquals(FrameworkEvent.STOPPED, end.getType());
        log.await("was revoked, because the shutdown budget of the framework is used up");
    }
}
