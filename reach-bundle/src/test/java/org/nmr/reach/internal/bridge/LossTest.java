// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nmr.CallOutcomeUnknownException;
import org.nmr.DetachedException;
import org.nmr.Npi;
import org.nmr.reach.internal.engine.MemoryNet;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** The provider is at node b, the client at node a; then something goes wrong. */
class LossTest {
    private static final Npi<Void, Echo> NPI = Npi.of("org.example.echo", Echo.class);

    private final MemoryNet net = new MemoryNet();
    private final HandClock clock = new HandClock();
    private final CountDownLatch go = new CountDownLatch(1);
    private TestNode a;
    private TestNode b;
    private ScriptedProvider<Void, Echo> provider;
    private ScriptedClient<Void, Echo> client;

    /** Says the same. */
    public interface Echo {
        String say(String text);
    }

    @BeforeEach
    void start() throws Exception {
        b = new TestNode("b", net, clock).knows(NPI);
        a = new TestNode("a", net, clock, "b:1").knows(NPI);
        provider = b.harness.provider("provider", NPI, this::echo);
        client = a.harness.client("client", NPI);
        client.register();
        provider.register();
        a.harness.history().await("client.attached(provider)");
    }

    private String echo(String text) {
        if (text.startsWith("wait")) {
            Waiting.on(go);
        }
        return text;
    }

    @AfterEach
    void stop() {
        go.countDown();
        net.goOn();
        a.close();
        b.close();
        net.close();
    }

    private long inside() {
        return b.node.view().links().stream()
                .flatMap(link -> link.bindings().stream())
                .mapToLong(binding -> binding.inside().size())
                .sum();
    }

    @Test
    void cut_callsInFlightAndWaiting_failAsUnknownOrAsNotSent() {
        int window = TestNode.LIMITS.window();
        ConcurrentHashMap<Class<?>, Integer> failures = new ConcurrentHashMap<>();
        List<Running<?>> callers = new ArrayList<>();
        for (int i = 0; i < 32 * window; i++) {
            callers.add(a.harness.start(() -> {
                RuntimeException thrown =
                        assertThrows(RuntimeException.class, () -> client.peer().say("wait"));
                failures.merge(thrown.getClass(), 1, Integer::sum);
            }));
        }
        Eventually.until("the window is full", () -> inside() == window);
        net.cut();
        callers.forEach(Running::get);
        assertEquals(window, failures.get(CallOutcomeUnknownException.class), failures.toString());
        assertEquals(31 * window, failures.get(DetachedException.class), failures.toString());
        a.harness.history().await("client.cleanup(provider)");
        assertFalse(b.harness.history().toString().contains("cleanup"), "the calls inside are waited for");
        go.countDown();
        b.harness.history().await("provider.cleanup(client)");
    }

    @Test
    void cut_thenDialledAgain_attachesAgain() {
        net.cut();
        a.harness.history().await("client.cleanup(provider)");
        Eventually.until("attached again", () -> {
            clock.pass(Duration.ofMillis(100));
            return a.bindings() == 1 && b.bindings() == 1;
        });
        Eventually.until("attached", () -> client.isRegistered() && says());
    }

    private boolean says() {
        try {
            return client.peer().say("again").equals("again");
        } catch (IllegalStateException | AssertionError notYet) {
            return false;
        }
    }

    @Test
    void silence_ofTheWholeExpiry_bothSidesDetach() {
        net.stall();
        clock.pass(Duration.ofSeconds(4));
        assertTrue(a.isLinked() && b.isLinked());
        clock.pass(Duration.ofSeconds(2));
        assertFalse(a.isLinked());
        assertFalse(b.isLinked());
        a.harness.history().await("client.cleanup(provider)");
        b.harness.history().await("provider.cleanup(client)");
    }

    @Test
    void silence_inWhichThisProcessDidNotRun_doesNotCount() {
        net.stall();
        for (int i = 0; i < 3; i++) {
            clock.jump(Duration.ofSeconds(60));
            clock.pass(Duration.ofNanos(1));
        }
        assertTrue(a.isLinked() && b.isLinked());
    }

    @Test
    void end_begins_whoWaitsForTheWindowIsRefused() {
        int window = TestNode.LIMITS.window();
        ConcurrentHashMap<Object, Integer> outcomes = new ConcurrentHashMap<>();
        List<Running<?>> callers = new ArrayList<>();
        for (int i = 0; i < 2 * window; i++) {
            callers.add(a.harness.start(() -> {
                Object outcome;
                try {
                    outcome = client.peer().say("wait");
                } catch (DetachedException refused) {
                    outcome = refused.getClass();
                }
                outcomes.merge(outcome, 1, Integer::sum);
            }));
        }
        Eventually.until(
                "the window is full",
                () -> inside() == window
                        && callers.stream().allMatch(each -> each.thread().getState() == Thread.State.WAITING));
        Running<?> end = b.harness.start(() -> provider.registration().close());
        Eventually.until("refused", () -> outcomes.getOrDefault(DetachedException.class, 0) == window);
        end.assertWaits();
        go.countDown();
        end.get();
        callers.forEach(Running::get);
        assertEquals(window, outcomes.get("wait"), outcomes.toString());
    }

    @Test
    void stop_ofTheBridge_endsBothSidesAndWaitsForCallsInside() {
        Running<?> caller = a.harness.start(() -> assertThrows(
                CallOutcomeUnknownException.class, () -> client.peer().say("wait")));
        Eventually.until("inside", () -> inside() == 1);
        Running<?> stop = b.harness.start(b::stop);
        caller.get();
        a.harness.history().await("client.cleanup(provider)");
        stop.assertWaits();
        go.countDown();
        stop.get();
    }

    @Test
    void restart_ofTheProvider_attachesOnceEachTime() {
        for (int i = 2; i < 20; i++) {
            provider.registration().close();
            provider.register();
            int expected = i;
            Eventually.until("attached again", () -> a.bindings() == 1 && says());
            assertEquals(
                    expected,
                    a.harness.history().events().stream()
                            .filter("client.attached(provider)"::equals)
                            .count());
        }
    }
}
