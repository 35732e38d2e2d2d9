// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.itests.Histories.all;
import static org.nmr.itests.Histories.attach;
import static org.nmr.itests.Histories.detach;
import static org.nmr.itests.Histories.end;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Step;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** A start that fails after something was registered leaves nothing registered. */
class FailedStartIT {
    private static final ModuleJar PROVIDER = ModuleJar.activator("provider").provider("npi.a");
    private static final IllegalStateException SCRIPTED = new IllegalStateException("scripted");

    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private Scenario scenario;

    @BeforeEach
    void startProvider() throws Exception {
        scenario = felix.scenario();
        felix.startRegistrar();
        felix.start(PROVIDER);
        scenario.takeHistory();
    }

    @Test
    void start_registerThrows_unloadsAndRethrows() throws Exception {
        scenario.on("client registered", Step.fail(SCRIPTED));
        Bundle client = assertStartFails(ModuleJar.activator("client").client("npi.a"));
        assertEquals(
                all(attach("client", "provider"), List.of("client registered"), end("client", "provider")),
                scenario.takeHistory());
        assertStartsLater(client, "client registered");
    }

    @Test
    void start_throwsAfterSuperStart_unloadsAndRethrows() throws Exception {
        scenario.on("client started", Step.fail(SCRIPTED));
        Bundle client = assertStartFails(ModuleJar.activator("client").client("npi.a"));
        assertEquals(
                all(
                        attach("client", "provider"),
                        List.of("client registered", "client started"),
                        end("client", "provider")),
                scenario.takeHistory());
        assertStartsLater(client, "client started");
    }

    @Test
    void start_byHandThrowsAfterRegistering_unloads() throws Exception {
        scenario.on("hand started", Step.fail(SCRIPTED));
        assertStartFails(ModuleJar.byHand("hand").client("npi.a"));
        assertEquals(
                all(attach("hand", "provider"), List.of("hand started"), end("hand", "provider")),
                scenario.takeHistory());
    }

    @ParameterizedTest
    @ValueSource(strings = {"client registered", "client started"})
    void start_failsWhileThePeerIsPending_throwsAfterItHasCompleted(String failing) throws Exception {
        scenario.on(failing, Step.fail(SCRIPTED));
        scenario.on("provider detach client", Step.PENDING);
        Bundle client = felix.install(ModuleJar.activator("client").client("npi.a"));
        Task start = felix.async("start client", client::start).awaitBlocked();
        assertTrue(scenario.takeHistory().containsAll(detach("client", "provider")));
        scenario.perform("provider completes client");
        assertSame(SCRIPTED, start.failure().getCause());
        assertEquals(Bundle.RESOLVED, client.getState());
    }

    @Test
    void registrarStarts_registerThrows_isLoggedAndTheModuleStaysActive() throws Exception {
        Bundle registrar = felix.find("org.nmr.registrar");
        registrar.stop();
        scenario.on("client registered", Step.fail(SCRIPTED));
        Bundle client = felix.start(ModuleJar.activator("client").client("npi.a"));
        registrar.start();
        log.await("could not register");
        assertEquals(Bundle.ACTIVE, client.getState());
    }

    private Bundle assertStartFails(ModuleJar jar) throws Exception {
        Bundle bundle = felix.install(jar);
        assertSame(SCRIPTED, assertThrows(BundleException.class, bundle::start).getCause());
        assertEquals(Bundle.RESOLVED, bundle.getState());
        return bundle;
    }

    private void assertStartsLater(Bundle bundle, String failing) throws BundleException {
        scenario.on(failing, () -> Reply.NORMAL);
        bundle.start();
        assertEquals(attach("client", "provider"), Histories.pairs(scenario.takeHistory()));
    }
}
