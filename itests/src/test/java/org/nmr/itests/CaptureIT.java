// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.itests.support.Culprits.only;

import java.util.ArrayList;
import java.util.List;
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
import org.nmr.itests.support.Culprits;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;

/** A bundle takes a provider for as long as it needs it, without callbacks. */
class CaptureIT {
    private static final ModuleJar PROVIDER = ModuleJar.activator("provider").provider("npi.a");
    private static final String GREETS = "provider greets client";
    private static final String HEARS = "client hears hello client";

    /** So long that it is not the time that ends a wait. */
    private static final String LONG = "PT1H";

    private static final int ROUNDS = 20;
    private static final List<String> CAPTURED = List.of("provider meets client", "client captured provider");
    private static final List<String> ENDED = List.of("provider detach client", "provider cleanup client");

    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private Scenario scenario;

    @BeforeEach
    void startRegistrar() throws Exception {
        scenario = felix.scenario();
        felix.startRegistrar();
    }

    @ParameterizedTest
    @ValueSource(strings = {"activator", "byHand", "whiteboard"})
    void capture_providerThere_isCalledUntilClosed(String way) throws Exception {
        felix.start(PROVIDER);
        felix.start(client(way, "PT0S"));
        scenario.takeHistory();
        scenario.perform("client captures");
        assertEquals(CAPTURED, scenario.takeHistory());
        scenario.perform("client looks at captured");
        scenario.perform("client keeps captured");
        scenario.perform("client calls captured");
        assertEquals(List.of("client sees attached ATTACHED", GREETS, HEARS), scenario.takeHistory());
        assertEquals("client", only(felix.runtime().getRegistrar().bindings).client.owner.name);

        scenario.perform("client closes captured");
        assertEquals("client released provider", last(scenario.takeHistory()));
        assertOver();
        assertOnlyProviderRegistered();
    }

    @Test
    void stopProvider_callInside_blocksUntilItReturns() throws Exception {
        Bundle provider = startPair();
        Gate gate = new Gate(Reply.FORGET);
        scenario.on(GREETS, gate);
        Task call = felix.async("call", () -> scenario.perform("client calls captured"));
        gate.awaitReached();
        Task stop = felix.async("stop provider", provider::stop).awaitBlocked();
        assertEquals(1, only(only(new Culprits(felix).of(provider)).outstanding).client.calls);
        assertOver();
        assertTrue(stop.isRunning());
        assertEquals(
                List.of(GREETS, "provider detach client", "client sees detached ATTACHED"), scenario.takeHistory());

        gate.open();
        call.join();
        stop.join();
        assertEquals(List.of("provider cleanup client", "provider stopped"), scenario.takeHistory());
    }

    @Test
    void stopProvider_captured_laterCallsFailAndCloseDoesNot() throws Exception {
        Bundle provider = startPair();
        felix.start(ModuleJar.activator("other").provider("npi.a"));
        scenario.takeHistory();
        provider.stop();
        assertEquals(ENDED, Histories.pairs(scenario.takeHistory()), "no other provider follows");
        assertOver();
        scenario.perform("client closes captured");
        scenario.perform("client closes captured");
        assertOver();

        scenario.takeHistory();
        scenario.perform("client captures");
        assertEquals(List.of("other meets client", "client captured other"), scenario.takeHistory());
        scenario.perform("client calls captured");
    }

    @Test
    void updateProvider_captured_newRevisionIsCapturedAnew() throws Exception {
        Bundle provider = startPair();
        felix.update(provider, PROVIDER);
        assertEquals(ENDED, Histories.pairs(scenario.takeHistory()));
        assertOver();
        scenario.takeHistory();
        scenario.perform("client captures");
        scenario.perform("client calls captured");
        assertEquals(Histories.all(CAPTURED, List.of(GREETS, HEARS)), scenario.takeHistory());
    }

    @Test
    void stopClient_neverClosed_isClosedForIt() throws Exception {
        startPair();
        felix.find("client").stop();
        assertEquals(Histories.all(ENDED, List.of("client stopped")), scenario.takeHistory());
        assertOver();
        scenario.perform("client closes captured");
        assertOnlyProviderRegistered();
    }

    @Test
    void capture_nobody_saysSoAfterTheTime() throws Exception {
        felix.start(client("activator", "PT0.2S"));
        scenario.takeHistory();
        long begin = System.nanoTime();
        scenario.perform("client captures");
        assertTrue(System.nanoTime() - begin >= 200_000_000L, "after the time");
        assertEquals(
                List.of("client captured nothing: NOBODY: no provider that matches has answered within the timeout"),
                scenario.takeHistory());
        assertEquals(List.of(), felix.runtime().getRegistrar().registrations);
        felix.start(PROVIDER);
        assertEquals(List.of("provider registered", "provider started"), scenario.takeHistory(), "nobody is asked");
    }

    @Test
    void capture_onlyOthersMatch_saysNobody() throws Exception {
        felix.start(PROVIDER.characteristic("lang", "en"));
        felix.start(client("activator", "PT0S").filter("(lang=de)"));
        scenario.takeHistory();
        scenario.perform("client captures");
        assertTrue(last(scenario.takeHistory()).startsWith("client captured nothing: NOBODY: "));
    }

    @Test
    void capture_filterInvalid_isRefusedWithTheReason() throws Exception {
        felix.start(client("activator", "PT0S").filter("(lang=de"));
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> scenario.perform("client captures"));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("expected a filter such as (version.max>=2), was"),
                refused::getMessage);
        assertEquals(List.of(), felix.runtime().getRegistrar().registrations);
    }

    @Test
    void capture_declined_saysByWhomAndWhy() throws Exception {
        Bundle provider = felix.start(PROVIDER);
        felix.start(client("activator", "PT0S"));
        scenario.on("provider meets client", Step.REFUSE);
        scenario.takeHistory();
        scenario.perform("client captures");
        assertEquals(
                "client captured nothing: DECLINED: every provider that was asked has declined: provider ["
                        + provider.getBundleId() + "] has REFUSED: the script wants so",
                last(scenario.takeHistory()));
        assertOnlyProviderRegistered();
    }

    @Test
    void capture_providerStartsLater_returnsThen() throws Exception {
        felix.start(client("activator", LONG));
        Task capture = captureInVain();
        felix.start(PROVIDER);
        capture.join();
        scenario.perform("client calls captured");
        List<String> history = scenario.takeHistory();
        assertTrue(history.containsAll(CAPTURED) && history.contains(GREETS), history::toString);
    }

    @ParameterizedTest
    @CsvSource({
        "activator, client",
        "byHand, client",
        "whiteboard, client",
        "activator, org.nmr.registrar",
        "byHand, org.nmr.registrar"
    })
    void stop_captureWaits_itReturnsStoppingAndNothingBlocks(String way, String stopped) throws Exception {
        felix.start(client(way, LONG));
        Task capture = captureInVain();
        Task stop = felix.async("stop " + stopped, felix.find(stopped)::stop);
        capture.join();
        stop.join();
        List<String> history = scenario.takeHistory();
        assertEquals(
                1,
                history.stream()
                        .filter(event -> event.startsWith("client captured nothing: STOPPING: "))
                        .count(),
                history::toString);
        scenario.perform("client captures");
        assertTrue(last(scenario.takeHistory()).startsWith("client captured nothing: STOPPING: "));
    }

    @Test
    void capture_manyWhileProviderRestarts_eachGetsItAndNothingIsLeft() throws Exception {
        Bundle provider = felix.start(PROVIDER);
        List<Task> tasks = new ArrayList<>();
        for (String name : List.of("c1", "c2", "c3")) {
            felix.start(ModuleJar.activator(name).capturing("npi.a", LONG));
            tasks.add(felix.async("capture " + name, () -> captureAgainAndAgain(name)));
        }
        for (int i = 0; i < ROUNDS; i++) {
            provider.stop();
            provider.start();
        }
        tasks.forEach(Task::join);
        assertOnlyProviderRegistered();
        assertEquals(
                3 * ROUNDS,
                scenario.history().stream()
                        .filter(event -> event.matches("c. captured provider"))
                        .count());
    }

    /** Whether the provider is still there for the call is a matter of luck. */
    private void captureAgainAndAgain(String name) {
        for (int i = 0; i < ROUNDS; i++) {
            scenario.perform(name + " captures");
            try {
                scenario.perform(name + " calls captured");
            } catch (IllegalStateException e) {
                assertTrue(isDetached(e), e::toString);
            }
            scenario.perform(name + " closes captured");
        }
    }

    private Bundle startPair() throws Exception {
        Bundle provider = felix.start(PROVIDER);
        felix.start(client("activator", "PT0S"));
        scenario.perform("client captures");
        scenario.perform("client keeps captured");
        scenario.takeHistory();
        return provider;
    }

    private Task captureInVain() {
        scenario.takeHistory();
        Task capture = felix.async("capture", () -> scenario.perform("client captures"))
                .awaitCapturing();
        assertEquals(List.of(), scenario.history());
        return capture;
    }

    private static ModuleJar client(String way, String atMost) {
        ModuleJar jar = switch (way) {
            case "byHand" -> ModuleJar.byHand("client");
            case "whiteboard" -> ModuleJar.whiteboard("client");
            default -> ModuleJar.activator("client");
        };
        return jar.capturing("npi.a", atMost);
    }

    /** By name: the class is the one of the API bundle. */
    private static boolean isDetached(Throwable thrown) {
        return thrown.getClass().getName().equals("org.nmr.DetachedException");
    }

    private void assertOver() {
        for (String call : List.of("calls captured", "calls captured by its old view", "enters captured")) {
            Throwable thrown = assertThrows(IllegalStateException.class, () -> scenario.perform("client " + call));
            assertTrue(isDetached(thrown), () -> call + ": " + thrown);
        }
        scenario.perform("client looks at captured");
        assertEquals("client sees detached ATTACHED", last(scenario.history()));
    }

    private void assertOnlyProviderRegistered() {
        assertEquals("provider", only(felix.runtime().getRegistrar().registrations).role);
    }

    private static String last(List<String> history) {
        return history.get(history.size() - 1);
    }
}
