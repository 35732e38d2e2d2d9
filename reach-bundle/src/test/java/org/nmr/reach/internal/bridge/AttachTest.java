// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nmr.AttachResult;
import org.nmr.reach.internal.bridge.Talk.Listener;
import org.nmr.reach.internal.bridge.Talk.Speaker;
import org.nmr.reach.internal.engine.MemoryNet;
import org.nmr.testkit.HeldCall;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** The provider is at node b, the client at node a. */
class AttachTest {
    private final MemoryNet net = new MemoryNet();
    private final HandClock clock = new HandClock();
    private TestNode a;
    private TestNode b;

    @BeforeEach
    void start() throws Exception {
        b = new TestNode("b", net, clock).knows(Talk.NPI);
        a = new TestNode("a", net, clock, "b:1").knows(Talk.NPI);
    }

    @AfterEach
    void stop() {
        a.close();
        b.close();
        net.close();
    }

    private static Speaker speaker(Function<String, String> says) {
        return new Speaker() {
            @Override
            public String say(String text) {
                return says.apply(text);
            }

            @Override
            public CompletableFuture<String> later(String text) {
                return CompletableFuture.completedFuture(says.apply(text));
            }

            @Override
            public int count(int depth) {
                return depth;
            }

            @Override
            public Object wrong(Object value) {
                return Thread.currentThread();
            }
        };
    }

    private static final class Counting implements Speaker {
        private final IntUnaryOperator back;

        Counting(IntUnaryOperator back) {
            this.back = back;
        }

        @Override
        public String say(String text) {
            return text;
        }

        @Override
        public CompletableFuture<String> later(String text) {
            return new CompletableFuture<>();
        }

        @Override
        public int count(int depth) {
            return depth == 0 ? 0 : 1 + back.applyAsInt(depth - 1);
        }

        @Override
        public Object wrong(Object value) {
            return value;
        }
    }

    private static class Ears implements Listener {
        @Override
        public String heard(String text) {
            return "heard " + text;
        }

        @Override
        public int count(int depth) {
            return depth;
        }
    }

    private ScriptedClient<Listener, Speaker> attached(ScriptedProvider<Listener, Speaker> provider) {
        ScriptedClient<Listener, Speaker> client = a.harness.client("client", Talk.NPI, new Ears());
        client.register();
        provider.register();
        a.harness.history().await("client.attached(provider)");
        return client;
    }

    @Test
    void attach_providerInAnotherNode_callsAndEndsAsHere() throws Exception {
        ScriptedProvider<Listener, Speaker> provider =
                b.harness.provider("provider", Talk.NPI, speaker(text -> "b says " + text));
        ScriptedClient<Listener, Speaker> client = attached(provider);
        assertEquals("b says hello", client.peer().say("hello"));
        assertEquals("b says later", client.peer().later("later").get());
        assertEquals("heard x", provider.peer().heard("x"));

        provider.registration().close();
        provider.assertAttached(0);
        a.harness.history().await("client.cleanup(provider)");
        client.assertAttached(0);
        Eventually.until("no binding is kept", () -> a.bindings() == 0 && b.bindings() == 0);
    }

    @Test
    void end_aCallIsInside_waitsForIt() throws Exception {
        ScriptedProvider<Listener, Speaker> provider =
                b.harness.provider("provider", Talk.NPI, speaker(text -> "b says " + text));
        ScriptedClient<Listener, Speaker> client = attached(provider);
        HeldCall<Speaker> call = client.context().hold();
        Running<?> stop = b.harness.start(() -> provider.registration().close());
        a.harness.history().await("client.detach(provider)");
        stop.assertWaits();
        assertEquals("b says bye", call.release(peer -> peer.say("bye")));
        stop.get();
        a.harness.history().await("client.cleanup(provider)");
        client.assertAttached(0);
    }

    @Test
    void end_ofBothSidesAtOnce_endsOnce() throws Exception {
        ScriptedProvider<Listener, Speaker> provider = b.harness.provider("provider", Talk.NPI, speaker(text -> text));
        ScriptedClient<Listener, Speaker> client = attached(provider);
        HeldCall<Speaker> call = client.context().hold();
        HeldCall<Listener> back = provider.context().hold();
        Running<?> there = b.harness.start(() -> provider.registration().close());
        Running<?> here = a.harness.start(() -> client.registration().close());
        there.assertWaits();
        here.assertWaits();
        assertEquals("x", call.release(peer -> peer.say("x")));
        assertEquals("heard y", back.release(peer -> peer.heard("y")));
        there.get();
        here.get();
        Eventually.until("no binding is kept", () -> a.bindings() == 0 && b.bindings() == 0);
    }

    @Test
    void attach_theProviderRefuses_itsReasonCrosses() {
        ScriptedProvider<Listener, Speaker> provider = b.harness.provider("provider", Talk.NPI, speaker(text -> text));
        provider.refuses("only on Sundays");
        AtomicReference<AttachResult> result = new AtomicReference<>();
        ScriptedClient<Listener, Speaker> client = a.harness.client("client", Talk.NPI, new Ears());
        client.onProposal(proposal -> result.set(client.attach(proposal)));
        client.register();
        provider.register();
        Eventually.until("an answer", () -> result.get() != null);
        assertEquals("only on Sundays", result.get().reason());
        Eventually.until("no binding is kept", () -> a.bindings() == 0 && b.bindings() == 0);
    }

    @Test
    void call_ofAnArgumentThatCannotCross_failsAndTheBindingStays() {
        ScriptedClient<Listener, Speaker> client =
                attached(b.harness.provider("provider", Talk.NPI, speaker(text -> text)));
        assertThrows(IllegalArgumentException.class, () -> client.peer().wrong(Thread.currentThread()));
        assertThrows(IllegalArgumentException.class, () -> client.peer().wrong("a result that cannot cross"));
        assertThrows(IllegalArgumentException.class, () -> client.peer().say("x".repeat(1 << 17)));
        assertEquals("ok", client.peer().say("ok"));
    }

    @Test
    void call_theModuleThrowsAnError_theCallerHearsIt() {
        ScriptedClient<Listener, Speaker> client = attached(b.harness.provider("provider", Talk.NPI, speaker(text -> {
            throw new StackOverflowError("too deep");
        })));
        IllegalStateException thrown =
                assertThrows(IllegalStateException.class, () -> client.peer().say("x"));
        assertTrue(thrown.getMessage().contains("too deep"), thrown.getMessage());
        client.assertAttached(1);
    }

    @Test
    void call_insideCallsThreeDeep_comesBack() {
        AtomicReference<ScriptedClient<Listener, Speaker>> here = new AtomicReference<>();
        AtomicReference<ScriptedProvider<Listener, Speaker>> there = new AtomicReference<>();
        there.set(b.harness.provider(
                "provider", Talk.NPI, new Counting(depth -> there.get().peer().count(depth))));
        here.set(a.harness.client("client", Talk.NPI, new Ears() {
            @Override
            public int count(int depth) {
                return depth == 0 ? 0 : 1 + here.get().peer().count(depth - 1);
            }
        }));
        here.get().register();
        there.get().register();
        a.harness.history().await("client.attached(provider)");
        assertEquals(6, here.get().peer().count(6));
    }
}
