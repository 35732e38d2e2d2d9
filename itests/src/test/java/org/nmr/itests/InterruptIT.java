// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.itests.Histories.attach;
import static org.nmr.itests.Histories.cleanup;
import static org.nmr.itests.Histories.pairs;
import static org.nmr.itests.support.Culprits.only;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Step;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Culprits;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;

/**
 * Equinox interrupts its own threads when it closes, Felix a thread that has a lock it wants: the wait goes on, and the
 * flag is restored.
 */
class InterruptIT {
    @RegisterExtension
    private final Felix felix = new Felix();

    private Scenario scenario;
    private Bundle provider;

    @BeforeEach
    void startPair() throws Exception {
        scenario = felix.scenario();
        felix.startRegistrar();
        felix.start(ModuleJar.activator("client").client("npi.a"));
        provider = felix.start(ModuleJar.activator("provider").provider("npi.a"));
        felix.level(3, provider);
        scenario.on("client detach provider", Step.PENDING);
        scenario.on(
                "provider stopped",
                Step.of(
                        () -> scenario.record(
                                "interrupted: " + Thread.currentThread().isInterrupted()),
                        Reply.NORMAL));
        scenario.takeHistory();
    }

    @Test
    void refresh_itsThreadInterrupted_waitsOnAndRestoresTheFlag() throws Exception {
        Task refresh = felix.async("refresh", () -> felix.refresh(provider));
        interruptTheWait();
        letEnd();
        refresh.join();
        provider.start(); // Equinox may leave a bundle stopped if its refresh thread is interrupted
        assertEquals(attach("client", "provider"), pairs(scenario.takeHistory()).subList(2, 5));
        assertEquals(Bundle.ACTIVE, provider.getState());
    }

    @Test
    void startLevel_itsThreadInterrupted_waitsOnAndRestoresTheFlag() throws Exception {
        Task lower = felix.async("lower the start level", () -> felix.activeLevel(2));
        interruptTheWait();
        letEnd();
        lower.join();
        assertEquals(Bundle.RESOLVED, provider.getState());
        scenario.takeHistory();
        felix.activeLevel(3);
        assertEquals(attach("client", "provider"), pairs(scenario.takeHistory()));
    }

    private void interruptTheWait() {
        Thread waiting = waiting();
        waiting.interrupt();
        Await.until(waiting.getName() + " has cleared its interrupt flag", () -> !waiting.isInterrupted());
        assertEquals(waiting, waiting());
        assertEquals(Bundle.STOPPING, provider.getState());
        assertEquals(
                List.of(),
                scenario.history().stream()
                        .filter(event -> event.contains("cleanup"))
                        .toList());
    }

    private Thread waiting() {
        Culprits culprits = new Culprits(felix);
        Await.until(
                "somebody waits for the provider",
                () -> culprits.of(provider).stream().anyMatch(unload -> !unload.waiting.isEmpty()));
        String name = only(only(culprits.of(provider)).waiting);
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void letEnd() {
        scenario.takeHistory();
        scenario.perform("client completes provider");
        scenario.await("interrupted: true");
        List<String> history = scenario.history();
        assertEquals(cleanup("client", "provider"), history.subList(0, 2));
        assertTrue(history.indexOf("interrupted: true") > 1, history::toString);
    }
}
