// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.osgi.framework.Bundle;

/** A module with an activator says once that no registrar has come, and what to install. */
class RegistrarAbsenceIT {
    private static final ModuleJar CLIENT = ModuleJar.activator("client").client("npi.a");
    private static final String AFTER = "nmr.absence.report.after";

    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    /** A framework finds the system's properties, if it has none of its own. */
    @BeforeEach
    void reportSoon() {
        System.setProperty(AFTER, "100");
    }

    @AfterEach
    void clearProperty() {
        System.clearProperty(AFTER);
    }

    @Test
    void start_noRegistrarComes_warnsOnceOfEachModule() throws Exception {
        Bundle client = felix.start(CLIENT);
        Bundle provider = felix.start(ModuleJar.activator("provider").provider("npi.a"));
        awaitNoThread();
        assertEquals(
                List.of(warning(client), warning(provider)),
                log.messages().stream().sorted().toList());
        felix.scenario().takeHistory();
        felix.startRegistrar();
        Histories.assertMetRegistrar(felix.scenario().takeHistory());
        client.stop();
        client.start();
        assertEquals(2, absences().size());
    }

    private static String warning(Bundle bundle) {
        return "WARNING module org.nmr.itests.modules.ModuleActivator of " + bundle.getSymbolicName() + " ["
                + bundle.getBundleId() + "]: expected a registrar within 100 ms of its start, but none has come; the"
                + " module is started, but not registered. No bundle org.nmr.registrar is installed: install and"
                + " start org.nmr:org.nmr.registrar";
    }

    @Test
    void start_registrarIsNotStarted_saysSo() throws Exception {
        Bundle registrar =
                felix.context().installBundle(Shipped.REGISTRAR.path().toUri().toString());
        felix.start(CLIENT);
        String warning = log.await("expected a registrar");
        assertTrue(
                warning.contains(" [" + registrar.getBundleId() + "] is installed, but not active: start it"), warning);
    }

    @Test
    void start_registrarHasAnotherApi_saysSo() throws Exception {
        felix.startRegistrar();
        felix.start(CLIENT.withOwnApi());
        String warning = log.await("expected a registrar");
        assertTrue(warning.contains("is active, but does not see the module: let both import org.nmr"), warning);
    }

    @Test
    void start_registrarIsThere_hasNoThread() throws Exception {
        felix.startRegistrar();
        felix.start(CLIENT);
        assertEquals(0, waiting());
        felix.find("org.nmr.registrar").stop();
        assertEquals(0, waiting());
        assertEquals(List.of(), absences());
    }

    @Test
    void start_registrarComesInTime_warnsOfNothing() throws Exception {
        startToWait();
        felix.startRegistrar();
        awaitNoThread();
        assertEquals(List.of(), absences());
    }

    @Test
    void stop_first_warnsOfNothing() throws Exception {
        startToWait().stop();
        awaitNoThread();
        assertEquals(List.of(), absences());
    }

    @Test
    void uninstall_first_warnsOfNothing() throws Exception {
        startToWait().uninstall();
        awaitNoThread();
        assertEquals(List.of(), absences());
    }

    @Test
    void updateAndRefresh_first_waitAgain() throws Exception {
        Bundle client = startToWait();
        felix.update(client, CLIENT);
        felix.refresh(client);
        Await.until("one thread that waits for a registrar", () -> waiting() == 1);
        client.stop();
        awaitNoThread();
        assertEquals(List.of(), absences());
    }

    @Test
    void framework_stopsFirst_warnsOfNothing() throws Exception {
        startToWait();
        felix.framework().stop();
        felix.awaitStopped();
        awaitNoThread();
        assertEquals(List.of(), absences());
    }

    private Bundle startToWait() throws Exception {
        System.setProperty(AFTER, "PT1H");
        Bundle client = felix.start(CLIENT);
        assertEquals(1, waiting());
        return client;
    }

    private List<String> absences() {
        return log.messages().stream()
                .filter(message -> message.contains("expected a registrar"))
                .toList();
    }

    private static long waiting() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("nmr-absence"))
                .count();
    }

    private static void awaitNoThread() {
        Await.until("no thread that waits for a registrar", () -> waiting() == 0);
    }
}
