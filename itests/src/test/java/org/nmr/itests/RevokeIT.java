// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.itests.Histories.all;
import static org.nmr.itests.Histories.attach;
import static org.nmr.itests.Histories.cleanup;
import static org.nmr.itests.Histories.detach;
import static org.nmr.itests.Histories.end;
import static org.nmr.itests.Histories.pairs;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.UnloadPolicy;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Step;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;

/**
 * A module may say by its characteristics how long its end waits at most, and what then happens to whoever is inside.
 */
class RevokeIT {
    private static final String GREETS = "provider greets client";

    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private Scenario scenario;

    @ParameterizedTest
    @CsvSource({
        "provider, client, REVOKE",
        "client, client, REVOKE",
        "provider, provider, REVOKE",
        "provider, client, INTERRUPT"
    })
    void stop_sideNeverCompletes_isGivenUpAndCompletesTooLateForNothing(String stopped, String stuck, String action)
            throws Exception {
        Bundle bundle = startPair(stopped, action);
        String peer = stuck.equals("client") ? "provider" : "client";
        scenario.on(stuck + " detach " + peer, Step.PENDING);
        bundle.stop();
        assertEquals(Bundle.RESOLVED, bundle.getState());
        assertEquals(all(end("client", "provider"), List.of(stopped + " stopped")), scenario.takeHistory());
        assertTrue(log.await("was revoked").contains(" has passed. 0 calls in flight were abandoned"));
        assertGivenUp(1, 0);

        int logged = log.messages().size();
        scenario.perform(stuck + " completes " + peer);
        assertEquals(List.of(), scenario.takeHistory());
        assertEquals(logged, log.messages().size(), () -> "messages: " + log.messages());
        assertNextStart(bundle);
    }

    @ParameterizedTest
    @ValueSource(strings = {"provider", "client"})
    void stop_callStuck_isAbandonedAndItsReturnChangesNothing(String stopped) throws Exception {
        Bundle bundle = startPair(stopped, UnloadPolicy.REVOKE);
        scenario.perform("client keeps provider");
        Gate gate = new Gate(Reply.FORGET);
        Task call = callUpTo(gate);
        bundle.stop();
        assertEquals(
                all(List.of(GREETS), end("client", "provider"), List.of(stopped + " stopped")), scenario.takeHistory());
        assertTrue(call.isRunning());
        assertTrue(
                log.await("was revoked").contains("the deadline of 300 ms has passed. 1 call in flight was abandoned"));
        assertGivenUp(1, 1);
        assertDetached(
                assertThrows(RuntimeException.class, () -> scenario.perform("client calls provider by its old view")));

        gate.open();
        call.join();
        assertEquals(List.of(), scenario.takeHistory());
        assertGivenUp(1, 1);
        assertDetached(assertThrows(
                RuntimeException.class, () -> scenario.perform("client calls provider by its old binding")));
        assertNextStart(bundle);
    }

    @Test
    void stop_callStuck_abandonedCallCannotCallBack() throws Exception {
        Bundle bundle = startPair("provider", UnloadPolicy.REVOKE);
        Gate gate = new Gate();
        Task call = callUpTo(gate);
        bundle.stop();
        gate.open();
        assertDetached(call.failure());
        assertEquals(all(List.of(GREETS), end("client", "provider")), pairs(scenario.takeHistory()));
    }

    /** Whether it comes back in the second that it has is the machine's affair; a unit test has the clock. */
    @Test
    void stop_callListensToInterrupts_isInterrupted() throws Exception {
        Bundle bundle = startPair("provider", UnloadPolicy.INTERRUPT);
        Task call = callUpTo(new Gate());
        bundle.stop();
        assertTrue(String.valueOf(call.failure()).contains("interrupted before"));
        assertEquals(all(List.of(GREETS), end("client", "provider")), pairs(scenario.takeHistory()));
        assertTrue(log.await(". The registrar interrupts thread " + call + ", which is inside a call through binding ")
                .contains("the deadline of 300 ms has passed"));
        RegistrarDTO registrar = felix.runtime().getRegistrar();
        assertEquals(List.of(), registrar.unloads);
        assertEquals(List.of(), registrar.bindings);
    }

    @Test
    void stop_callIgnoresInterrupts_isAbandonedASecondLater() throws Exception {
        Bundle bundle = startPair("provider", UnloadPolicy.INTERRUPT);
        CompletableFuture<Reply> stubborn = new CompletableFuture<>();
        scenario.on(GREETS, stubborn::join);
        Task call = felix.async("call", () -> scenario.perform("client calls provider"));
        scenario.await(GREETS);
        long begin = System.nanoTime();
        bundle.stop();
        assertTrue(System.nanoTime() - begin >= 1_300_000_000L, "after the deadline and a second");
        assertTrue(call.isRunning());
        assertGivenUp(1, 1);

        stubborn.complete(Reply.FORGET);
        assertTrue(call.joinInterrupted());
        assertEquals(all(List.of(GREETS), end("client", "provider")), pairs(scenario.takeHistory()));
    }

    @Test
    void stop_asynchronousCallStuck_isAbandoned() throws Exception {
        Bundle bundle = startPair("provider", UnloadPolicy.REVOKE);
        scenario.perform("client calls provider for later");
        bundle.stop();
        assertGivenUp(1, 1);
        scenario.perform("provider completes greeting of client");
        assertTrue(scenario.takeHistory().contains("client got hello client"));
        assertGivenUp(1, 1);
    }

    /** The thread of the client's stop is inside the provider's detach; only the provider gives up. */
    @Test
    void stop_peersThreadInsideDetach_isNotWaitedForAndGoesOn() throws Exception {
        Bundle bundle = startPair("provider", UnloadPolicy.REVOKE);
        Gate gate = new Gate();
        scenario.on("provider detach client", gate);
        Task stopClient = felix.async("stop client", felix.find("client")::stop);
        gate.awaitReached();
        bundle.stop();
        assertTrue(stopClient.isRunning());
        assertEquals(all(detach("client", "provider"), List.of("provider stopped")), scenario.takeHistory());
        assertGivenUp(1, 0);

        gate.open();
        stopClient.join();
        assertEquals(all(cleanup("client", "provider"), List.of("client stopped")), scenario.takeHistory());
    }

    private Bundle startPair(String ending, String action) throws Exception {
        scenario = felix.scenario();
        felix.startRegistrar();
        felix.start(jar("provider", ending, action).provider("npi.a"));
        felix.start(jar("client", ending, action).client("npi.a"));
        scenario.takeHistory();
        return felix.find(ending);
    }

    /** Only the one that ends has a deadline. */
    private static ModuleJar jar(String name, String ending, String action) {
        ModuleJar jar = ModuleJar.activator(name);
        return name.equals(ending)
                ? jar.characteristic(UnloadPolicy.DEADLINE, "PT0.3S").characteristic(UnloadPolicy.AT_DEADLINE, action)
                : jar;
    }

    private Task callUpTo(Gate gate) {
        scenario.on(GREETS, gate);
        Task call = felix.async("call", () -> scenario.perform("client calls provider"));
        gate.awaitReached();
        return call;
    }

    private void assertGivenUp(int bindings, int calls) {
        RegistrarDTO registrar = felix.runtime().getRegistrar();
        assertEquals(bindings, registrar.revocations.size(), registrar.revocations::toString);
        assertEquals(calls, registrar.abandonedCalls, "abandoned calls");
        assertEquals(List.of(), registrar.unloads);
        assertEquals(List.of(), registrar.bindings);
    }

    /** By name: the class is the one of the API bundle. */
    private static void assertDetached(Throwable thrown) {
        assertEquals("org.nmr.DetachedException", String.valueOf(thrown).split(":")[0], () -> "was " + thrown);
    }

    /** What was revoked holds nothing up any more. */
    private void assertNextStart(Bundle bundle) throws Exception {
        scenario.on(GREETS, () -> Reply.FORGET);
        bundle.start();
        scenario.perform("client calls provider");
        assertEquals(all(attach("client", "provider"), List.of(GREETS)), pairs(scenario.takeHistory()));
        scenario.release();
    }
}
