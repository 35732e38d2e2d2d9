// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.nmr.Call;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.DetachedException;
import org.nmr.Npi;
import org.nmr.testkit.Clause;
import org.nmr.testkit.HeldCall;
import org.nmr.testkit.Hold;
import org.nmr.testkit.ModuleHarness;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** Counted calls hold the end: sections 5.2 and 7 of the contract. */
abstract class CallsRules extends Rules {
    CallsRules(ModuleHarness harness) {
        super(harness);
    }

    @Test
    @Clause("C-119, C-121, C-124, C-150")
    void deregister_clientsCallInFlight_endsWhenItHasReturned() {
        attach();
        HeldCall<ProviderCalls> call = client.context().hold();
        Deregistration end = provider.deregister();
        history.assertHappened("c.detach(p)", "p.detach(c)");
        assertIncomplete(end);

        assertEquals("p got x", call.release(peer -> peer.tellProvider("x")));
        harness.awaitEnd(end);
        assertGone();
    }

    @Test
    @Clause("C-119, C-121, C-124, C-150")
    void deregister_providersCallInFlight_endsWhenItHasReturned() {
        attach();
        HeldCall<ClientCalls> call = provider.context().hold();
        Deregistration end = provider.deregister();
        assertIncomplete(end);

        call.release();
        harness.awaitEnd(end);
        assertGone();
    }

    @Test
    @Clause("C-2, C-124, C-164")
    void close_callThroughTheViewIsInsideTheProvider_waits() {
        Hold hold = harness.hold();
        provider.dispatch(hold.around(ProviderCalls.class, what -> "slow " + what));
        attach();
        ProviderCalls view = client.peer();
        Running<String> call = harness.async(() -> view.tellProvider("x"));
        hold.awaitInside();
        Running<?> stop = harness.start(provider::close);
        history.await("p.detach(c)");
        stop.assertWaits();
        history.assertCount(0, "p.cleanup(c)");

        hold.release();
        assertEquals("slow x", call.get());
        stop.get();
        assertGone();
    }

    @Test
    @Clause("C-123")
    void deregister_callThatAnswersLater_endsWhenItHasCompleted() {
        Npi<Void, LaterCalls> npi = Npi.of("org.nmr.testkit.later", LaterCalls.class);
        CompletableFuture<String> answer = new CompletableFuture<>();
        ScriptedProvider<Void, LaterCalls> slow = harness.provider("slow", npi, what -> answer);
        ScriptedClient<Void, LaterCalls> caller = harness.client("caller", npi);
        slow.register();
        caller.register();
        CompletableFuture<String> got = caller.peer().tellLater("x").toCompletableFuture();
        Deregistration end = slow.deregister();
        assertIncomplete(end);

        answer.complete("late");
        harness.awaitEnd(end);
        assertEquals("late", got.join());
    }

    @Test
    @Clause("C-117, C-133")
    void call_afterItsSideIsDone_fails() {
        attach();
        ProviderCalls kept = client.peer();
        provider.detachesLater();
        provider.deregister();

        assertThrows(DetachedException.class, () -> kept.tellProvider("x"));
        assertThrows(DetachedException.class, client.context().binding()::enter);
        provider.context().complete();
        assertThrows(DetachedException.class, client.context().binding()::enter);
        assertThrows(DetachedException.class, provider.context().binding()::enter);
    }

    @Test
    @Clause("C-127, A-18")
    void call_insideDetach_saysGoodbye() {
        List<String> heard = new ArrayList<>();
        attach();
        client.onDetach(context -> {
            heard.add(context.dispatch().tellProvider("bye"));
            return DetachStatus.COMPLETE;
        });
        assertComplete(provider.deregister());
        assertEquals(List.of("p got bye"), heard);
    }

    @Test
    @Clause("C-120, C-127, A-18")
    void call_whilePending_isPossibleAndHoldsTheEnd() {
        attach();
        client.detachesLater();
        Deregistration end = provider.deregister();
        HeldCall<ProviderCalls> call = client.context().hold();
        client.context().complete();
        assertIncomplete(end);
        assertFalse(provider.context().binding().isPeerDetached(), "expected the peer to be attached");

        call.release();
        harness.awaitEnd(end);
    }

    @Test
    @Clause("C-124, B-7")
    void deregister_insideNestedCalls_endsWithTheOuterOne() {
        attach();
        Call<ProviderCalls> outer = client.context().binding().enter();
        Call<ProviderCalls> inner = client.context().binding().enter();
        Deregistration end = provider.deregister();
        inner.close();
        assertIncomplete(end);
        outer.close();
        assertComplete(end);
    }

    @Test
    @Clause("C-2")
    void call_peerThrows_theCallerSeesTheSameAndTheCallIsOver() {
        IllegalStateException thrown = new IllegalStateException("busy");
        provider.dispatch(what -> {
            throw thrown;
        });
        attach();
        assertSame(
                thrown,
                assertThrows(IllegalStateException.class, () -> client.peer().tellProvider("x")));
        assertComplete(provider.deregister());
    }
}
