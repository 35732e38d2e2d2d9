// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.Registration;
import org.nmr.testkit.Clause;
import org.nmr.testkit.Hold;
import org.nmr.testkit.ModuleHarness;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedProvider;

/** The end of a registration, and the wait for it: section 7 of the contract. */
abstract class EndsRules extends Rules {
    EndsRules(ModuleHarness harness) {
        super(harness);
    }

    @Test
    @Clause("C-147, C-148, A-3")
    void deregister_withoutBindings_isCompleteAndMayBeAwaited() {
        client.register();
        Deregistration end = client.deregister();
        assertComplete(end);
        end.await();
        assertTrue(end.await(Duration.ZERO), () -> "expected no wait for " + end);
    }

    @Test
    @Clause("C-150, C-151, A-4")
    void await_pending_returnsWithTheEndToAllWhoWait() {
        Deregistration end = pendingEnd();
        Running<?> one = harness.start(end::await);
        Running<?> other = harness.start(end::await);
        one.assertWaits();
        other.assertWaits();

        provider.context().complete();
        one.get();
        other.get();
        end.await();
    }

    private Deregistration pendingEnd() {
        attach();
        provider.detachesLater();
        return client.deregister();
    }

    @Test
    @Clause("C-161")
    void await_timed_tellsWhetherItIsOver() {
        Deregistration end = pendingEnd();
        assertFalse(end.await(Duration.ofMillis(1)), () -> "expected the timeout of a wait for " + end);
        assertFalse(end.await(Duration.ofSeconds(-1)), () -> "expected the timeout of a wait for " + end);

        provider.context().complete();
        assertTrue(end.await(Duration.ofMillis(1)), () -> "expected no wait for " + end);
    }

    @Test
    @Clause("C-161, C-164")
    void await_interrupted_goesOnAndKeepsTheFlag() {
        Deregistration end = pendingEnd();
        Running<Boolean> waiting = harness.async(() -> {
            Thread.currentThread().interrupt();
            end.await();
            return Thread.interrupted() && end.isComplete();
        });
        waiting.assertWaits();
        waiting.thread().interrupt();
        provider.context().complete();
        assertTrue(waiting.get(), "expected the wait to see the end");
    }

    @Test
    @Clause("A-4, A-28")
    void completion_pending_completesWithTheEndAndNotByTheCaller() {
        Deregistration end = pendingEnd();
        end.completion().toCompletableFuture().complete(null);
        assertIncomplete(end);
        assertFalse(end.completion().toCompletableFuture().isDone(), () -> "expected no completion yet of " + end);

        provider.context().complete();
        harness.awaitEnd(end);
    }

    @Test
    @Clause("C-153, C-154, C-163")
    void close_pending_waits() {
        attach();
        provider.detachesLater();
        Running<?> stop = harness.start(client::close);
        history.await("p.detach(c)");
        stop.assertWaits();

        provider.context().complete();
        stop.get();
        assertGone();
    }

    @Test
    @Clause("A-9, A-10, C-160, C-171, C-175")
    void deregister_whileTheProviderIsAsked_returnsAndTheRegisteringThreadDetaches() {
        Hold hold = harness.hold();
        AtomicReference<Thread> detacher = new AtomicReference<>(Thread.currentThread());
        provider.onProposal(proposal -> {
            hold.stay();
            return provider.accept(proposal);
        });
        client.onDetach(context -> {
            detacher.set(Thread.currentThread());
            return DetachStatus.COMPLETE;
        });
        client.register();
        Running<Registration> registering = harness.async(provider::register);
        hold.awaitInside();
        Deregistration end = client.deregister();
        assertIncomplete(end);
        history.clear();

        hold.release();
        registering.get();
        assertComplete(end);
        assertSame(registering.thread(), detacher.get());
        assertEquals("c.attached(p)", history.events().get(0));
        history.assertCount(1, "c.cleanup(p)");
    }

    @Test
    @Clause("A-9, C-93")
    void deregister_whileAProposalIsDeclined_endsWithIt() {
        Hold hold = harness.hold();
        client.onProposal(proposal -> hold.stay());
        client.register();
        Running<Registration> registering = harness.async(provider::register);
        hold.awaitInside();
        Deregistration end = client.deregister();
        assertIncomplete(end);

        hold.release();
        registering.get();
        assertComplete(end);
        history.assertHistory("c.attachProvider(p)");
    }

    @Test
    @Clause("A-9, A-34, C-162")
    void deregister_peerBetweenScanAndProposal_isSkipped() {
        ScriptedProvider<ClientCalls, ProviderCalls> q = provider("q");
        provider.register();
        q.register();
        history.during("c.attachProvider(p)", () -> assertComplete(q.deregister()));
        client.register();
        history.assertHistory(ATTACHED);
    }

    @Test
    @Clause("C-114, C-157")
    void deregister_bothAtTheSameTime_endsOnce() {
        for (int round = 0; round < 100; round++) {
            provider.register();
            client.register();
            history.clear();
            CyclicBarrier start = new CyclicBarrier(2);
            Running<?> first = harness.async(() -> closeTogether(start, client.registration()));
            Running<?> second = harness.async(() -> closeTogether(start, provider.registration()));
            first.get();
            second.get();
            assertGone();
        }
    }

    private static boolean closeTogether(CyclicBarrier start, Registration registration) throws Exception {
        start.await(60, TimeUnit.SECONDS);
        registration.close();
        return true;
    }
}
