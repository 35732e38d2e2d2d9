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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Step;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkEvent;

/** A bundle's stop returns when all its bindings are over, and not before. */
class UnloadWaitIT {
    private static final ModuleJar CLIENT = ModuleJar.activator("client").client("npi.a");
    private static final ModuleJar PROVIDER = ModuleJar.activator("provider").provider("npi.a");

    @RegisterExtension
    private final Felix felix = new Felix();

    private Scenario scenario;

    @BeforeEach
    void startRegistrar() throws Exception {
        scenario = felix.scenario();
        felix.startRegistrar();
    }

    @ParameterizedTest
    @CsvSource({
        "client, client detach provider, client completes provider",
        "client, provider detach client, provider completes client",
        "provider, client detach provider, client completes provider",
        "provider, provider detach client, provider completes client",
    })
    void stop_pendingDetach_blocksUntilItCompletesAndNoLonger(String stopped, String detach, String completion)
            throws Exception {
        startPair();
        Bundle bundle = felix.find(stopped);
        scenario.on(detach, Step.PENDING);

        Task stop = felix.async("stop " + stopped, bundle::stop).awaitBlocked();
        assertEquals(Bundle.STOPPING, bundle.getState());
        assertEquals(detach("client", "provider"), scenario.takeHistory());

        scenario.perform(completion);
        stop.join();
        assertEquals(Bundle.RESOLVED, bundle.getState());
        assertEquals(all(cleanup("client", "provider"), List.of(stopped + " stopped")), scenario.takeHistory());
    }

    @Test
    void stop_bothSidesPending_waitsForBoth() throws Exception {
        startPair();
        scenario.on("client detach provider", Step.PENDING);
        scenario.on("provider detach client", Step.PENDING);
        Task stop = felix.async("stop provider", felix.find("provider")::stop).awaitBlocked();

        scenario.perform("provider completes client");
        stop.awaitBlocked();
        assertTrue(stop.isRunning());
        assertEquals(detach("client", "provider"), scenario.takeHistory());

        scenario.perform("client completes provider");
        stop.join();
        assertEquals(all(cleanup("client", "provider"), List.of("provider stopped")), scenario.takeHistory());
    }

    @Test
    void stop_whileItWaits_otherBundlesStartAttachAndStop() throws Exception {
        startPair();
        scenario.on("client detach provider", Step.PENDING);
        Bundle client = felix.find("client");
        Task stop = felix.async("stop client", client::stop).awaitBlocked();
        scenario.takeHistory();

        felix.start(ModuleJar.activator("other").client("npi.a")).stop();
        assertEquals(
                all(
                        attach("other", "provider"),
                        List.of("other registered", "other started"),
                        end("other", "provider"),
                        List.of("other stopped")),
                scenario.takeHistory());
        assertTrue(stop.isRunning());
        assertEquals(Bundle.STOPPING, client.getState());

        scenario.perform("client completes provider");
        stop.join();
    }

    @Test
    void stop_cleanupOnAnotherThreadStillRuns_blocksUntilItReturns() throws Exception {
        startPair();
        Gate gate = new Gate();
        scenario.on("client detach provider", Step.PENDING);
        scenario.on("provider cleanup client", gate);
        Task stop = felix.async("stop client", felix.find("client")::stop).awaitBlocked();
        Task completion = felix.async("complete", () -> scenario.perform("client completes provider"));
        gate.awaitReached();
        stop.awaitBlocked();
        assertTrue(stop.isRunning());

        gate.open();
        completion.join();
        stop.join();
    }

    @Test
    void stop_bothSidesOfThePairStop_bothWaitAndDetachOnce() throws Exception {
        startPair();
        scenario.on("client detach provider", Step.PENDING);
        Task client = felix.async("stop client", felix.find("client")::stop).awaitBlocked();
        Task provider =
                felix.async("stop provider", felix.find("provider")::stop).awaitBlocked();
        assertEquals(detach("client", "provider"), scenario.takeHistory());

        scenario.perform("client completes provider");
        client.join();
        provider.join();
        assertEquals(cleanup("client", "provider"), Histories.pairs(scenario.takeHistory()));
    }

    @Test
    void stop_twoNpisAndBothRoles_everythingEndsBeforeItReturns() throws Exception {
        felix.start(ModuleJar.activator("peers")
                .provider("p1", "npi.a")
                .provider("p2", "npi.b")
                .client("c3", "npi.c"));
        Bundle both = felix.start(ModuleJar.activator("both")
                .client("c1", "npi.a")
                .client("c2", "npi.b")
                .provider("p3", "npi.c"));
        assertEquals(
                all(
                        List.of("peers registered", "peers started"),
                        attach("c1", "p1"),
                        attach("c2", "p2"),
                        attach("c3", "p3"),
                        List.of("both registered", "both started")),
                scenario.takeHistory());

        scenario.on("c1 detach p1", Step.PENDING);
        scenario.on("c3 detach p3", Step.PENDING);
        Task stop = felix.async("stop both", both::stop).awaitBlocked();
        assertEquals(all(detach("c1", "p1"), end("c2", "p2"), detach("c3", "p3")), scenario.takeHistory());
        scenario.perform("c3 completes p3");
        stop.awaitBlocked();
        scenario.perform("c1 completes p1");
        stop.join();
        assertEquals(all(cleanup("c3", "p3"), cleanup("c1", "p1"), List.of("both stopped")), scenario.takeHistory());
    }

    @Test
    void stop_interrupted_waitsOnAndRestoresTheFlag() throws Exception {
        startPair();
        scenario.on("client detach provider", Step.PENDING);
        Bundle client = felix.find("client");
        Task stop = felix.async("stop client", client::stop).awaitBlocked();
        stop.interruptWait();
        assertTrue(stop.isRunning());
        assertEquals(Bundle.STOPPING, client.getState());

        scenario.perform("client completes provider");
        assertTrue(stop.joinInterrupted());
        assertEquals(Bundle.RESOLVED, client.getState());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shutdown_whileAStopWaits_completesWhenThePendingSideDoes(boolean stopFirst) throws Exception {
        startPair();
        scenario.on("provider detach client", Step.PENDING);
        Bundle client = felix.find("client");
        if (stopFirst) {
            felix.async("stop client", client::stop).awaitBlocked();
        }
        felix.framework().stop();
        Task shutdown = felix.async(
                "wait for shutdown",
                () -> assertEquals(
                        FrameworkEvent.STOPPED,
                        felix.framework()
                                .waitForStop(TimeUnit.SECONDS.toMillis(Scenario.DEADLINE_SECONDS))
                                .getType()));
        scenario.await("provider detach client");
        Await.until("the framework stops", () -> felix.framework().getState() == Bundle.STOPPING);
        Await.until("the client stops", () -> client.getState() == Bundle.STOPPING);
        assertTrue(shutdown.isRunning());
        assertEquals(detach("client", "provider"), scenario.takeHistory());

        scenario.perform("provider completes client");
        shutdown.join();
        assertEquals(
                all(cleanup("client", "provider"), List.of("client stopped", "provider stopped")),
                scenario.takeHistory());
    }

    private void startPair() throws Exception {
        felix.start(PROVIDER);
        felix.start(CLIENT);
        scenario.takeHistory();
    }
}
