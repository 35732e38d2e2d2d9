// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.itests.Histories.all;
import static org.nmr.itests.Histories.attach;
import static org.nmr.itests.Histories.cleanup;
import static org.nmr.itests.Histories.detach;
import static org.nmr.itests.Histories.end;
import static org.nmr.itests.Histories.pairs;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.itests.shared.Gate;
import org.nmr.itests.shared.Reply;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Step;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;

/** No bundle stops while a call through {@code binding.dispatch()} is inside; the modules count nothing themselves. */
class CountedCallIT {
    private static final Map<String, ModuleJar> JARS = Map.of(
            "client", ModuleJar.activator("client").client("npi.a"),
            "provider", ModuleJar.activator("provider").provider("npi.a"));

    private static final String GREETS = "provider greets client";
    private static final String HEARS = "client hears hello client";

    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private Scenario scenario;

    @BeforeEach
    void startPair() throws Exception {
        scenario = felix.scenario();
        felix.startRegistrar();
        felix.start(JARS.get("provider"));
        felix.start(JARS.get("client"));
        scenario.takeHistory();
    }

    /** C-119, C-124, C-133. */
    @ParameterizedTest
    @CsvSource({
        "provider, client calls provider, client keeps provider, provider greets client",
        "client, client calls provider, client keeps provider, provider greets client",
        "client, provider calls client, provider keeps client, client hears provider",
        "provider, provider calls client, provider keeps client, client hears provider",
    })
    void stop_callInside_blocksUntilItReturnsAndNoLonger(String stopped, String calls, String keeps, String inside)
            throws Exception {
        scenario.perform(keeps);
        Gate gate = new Gate(Reply.FORGET);
        Task call = callUpTo(gate, calls, inside);
        Bundle bundle = felix.find(stopped);
        Task stop = felix.async("stop " + stopped, bundle::stop).awaitBlocked();
        assertEquals(Bundle.STOPPING, bundle.getState());
        assertDetached(calls + " by its old view");
        assertDetached(calls + " by its old binding");
        assertTrue(stop.isRunning());
        assertEquals(all(List.of(inside), detach("client", "provider")), scenario.takeHistory());

        gate.open();
        call.join();
        stop.join();
        assertEquals(Bundle.RESOLVED, bundle.getState());
        assertEquals(all(cleanup("client", "provider"), List.of(stopped + " stopped")), scenario.takeHistory());
    }

    /** C-124: each side waits for its own call, and the two are of one thread. */
    @ParameterizedTest
    @ValueSource(strings = {"client", "provider"})
    void stop_callInsideACall_blocksUntilTheOuterReturns(String stopped) throws Exception {
        Gate gate = new Gate();
        Task call = callUpTo(gate, "client calls provider", HEARS);
        Task stop = felix.async("stop " + stopped, felix.find(stopped)::stop).awaitBlocked();
        assertEquals(all(List.of(GREETS, HEARS), detach("client", "provider")), scenario.takeHistory());

        gate.open();
        call.join();
        stop.join();
        assertEquals(all(cleanup("client", "provider"), List.of(stopped + " stopped")), scenario.takeHistory());
    }

    /** C-119, C-133. */
    @ParameterizedTest
    @ValueSource(strings = {"client", "provider"})
    void update_callInside_startsTheNewRevisionAfterIt(String name) throws Exception {
        scenario.perform("client keeps provider");
        Gate gate = new Gate(Reply.FORGET);
        Task call = callUpTo(gate, "client calls provider", GREETS);
        Bundle bundle = felix.find(name);
        Task update = felix.async("update", () -> felix.update(bundle, JARS.get(name)))
                .awaitBlocked();
        assertDetached("client calls provider by its old view");
        assertEquals(all(List.of(GREETS), detach("client", "provider")), scenario.takeHistory());

        scenario.on(GREETS, () -> Reply.NORMAL);
        gate.open();
        call.join();
        update.join();
        assertEquals(all(cleanup("client", "provider"), attach("client", "provider")), pairs(scenario.takeHistory()));
        scenario.perform("client calls provider");
        assertEquals(List.of(GREETS, HEARS), scenario.takeHistory());
    }

    /** B-7. */
    @ParameterizedTest
    @ValueSource(strings = {"client", "provider"})
    void stop_insideACall_throwsAndEverythingEndsWithTheCall(String stopped) throws Exception {
        Bundle bundle = felix.find(stopped);
        scenario.on(GREETS, () -> {
            assertExplained(assertThrows(BundleException.class, bundle::stop));
            scenario.record(stopped + " told");
            return Reply.FORGET;
        });
        scenario.perform("client calls provider");
        assertEquals(
                all(
                        List.of(GREETS),
                        detach("client", "provider"),
                        List.of(stopped + " told"),
                        cleanup("client", "provider")),
                scenario.takeHistory());
        assertEquals(Bundle.RESOLVED, bundle.getState());
        assertTrue(log.await("all modules of " + stopped + " [").startsWith("SEVERE"));
    }

    /** C-123, B-7: the call is over when the dependents of its result run. */
    @ParameterizedTest
    @ValueSource(strings = {"client", "provider"})
    void stop_insideACallbackOfTheResult_returns(String stopped) throws Exception {
        Bundle bundle = felix.find(stopped);
        scenario.on("client got hello client", Step.of(bundle::stop, Reply.NORMAL));
        scenario.perform("client calls provider for later");
        felix.async("complete", () -> scenario.perform("provider completes greeting of client"))
                .join();
        assertEquals(Bundle.RESOLVED, bundle.getState());
        assertEquals(
                all(List.of("client got hello client"), end("client", "provider"), List.of(stopped + " stopped")),
                scenario.takeHistory());
    }

    @Test
    void call_npiBundleSeesNobody_exceptionsArriveUnchanged() throws Exception {
        assertEquals(
                List.of(),
                felix.find("npi").adapt(BundleWiring.class).getRequiredWires(null),
                "wires of the NPI's bundle");
        scenario.perform("client keeps provider");
        RuntimeException unchecked = new IllegalArgumentException("no");
        scenario.on(GREETS, Step.fail(unchecked));
        assertSame(
                unchecked,
                assertThrows(RuntimeException.class, () -> scenario.perform("client calls provider by its old view")));
        scenario.on(GREETS, Step.REFUSE);
        scenario.perform("client calls provider");
        assertEquals(
                List.of(GREETS, GREETS, "client catches from provider: no greeting for client"),
                scenario.takeHistory());

        felix.find("provider").stop();
        assertEquals(end("client", "provider"), pairs(scenario.takeHistory()));
    }

    @ParameterizedTest
    @CsvSource({"provider, client", "client, provider"})
    void update_peerKeepsOldBindingAndView_oldClassLoaderIsFreed(String updated, String peer) throws Exception {
        String call = peer + " calls " + updated;
        scenario.perform("client calls provider");
        scenario.perform(peer + " keeps " + updated);
        Bundle bundle = felix.find(updated);
        WeakReference<ClassLoader> old =
                new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
        felix.update(bundle, JARS.get(updated));
        Await.until("the old class loader of " + updated + " is freed", () -> {
            System.gc();
            return old.get() == null;
        });
        assertDetached(call + " by its old view");
        assertDetached(call + " by its old binding");
        scenario.takeHistory();
        scenario.perform("client calls provider");
        assertEquals(List.of(GREETS, HEARS), scenario.takeHistory());
    }

    private Task callUpTo(Gate gate, String calls, String inside) {
        scenario.on(inside, gate);
        Task call = felix.async("call", () -> scenario.perform(calls));
        gate.awaitReached();
        return call;
    }

    /** By name: the class is the one of the API bundle. */
    private void assertDetached(String call) {
        Throwable thrown = assertThrows(IllegalStateException.class, () -> scenario.perform(call));
        assertEquals("org.nmr.DetachedException", thrown.getClass().getName(), () -> call + ": " + thrown);
    }

    private static void assertExplained(BundleException thrown) {
        Throwable cause = assertInstanceOf(IllegalStateException.class, thrown.getCause(), thrown::toString);
        assertTrue(cause.getMessage().contains("inside a call through"), cause::getMessage);
    }
}
