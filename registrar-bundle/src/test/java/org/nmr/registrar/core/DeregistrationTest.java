// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.Registration;
import org.nmr.testkit.Clause;
import org.nmr.testkit.Hold;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedModule;
import org.nmr.testkit.ScriptedProvider;

/** The end of a registration and the wait for it: section 7 of the contract. */
class DeregistrationTest {
    @RegisterExtension
    final World world = new World();

    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");

    private Deregistration pendingEnd() {
        provider.register();
        client.register();
        provider.detachesLater();
        return client.deregister();
    }

    @Test
    @Clause("C-42, C-147, C-148, C-149, A-3")
    void deregister_withoutBindings_isCompleteAtOnce() {
        client.register();
        Deregistration end = client.deregister();

        assertTrue(end.isComplete());
        end.await();
        assertTrue(end.await(Duration.ZERO));
    }

    @Test
    @Clause("C-162, A-34")
    void deregister_done_nothingIsProposedAnyMore() {
        client.register();
        client.deregister();
        provider.register();

        world.history.assertNothing();
    }

    @Test
    @Clause("C-162, A-34")
    void deregister_stillPending_nothingIsProposedAnyMore() {
        Deregistration end = pendingEnd();
        world.provider("q").register();
        assertEquals(0, world.history.count("c.attachProvider(q)"));

        provider.context().complete();
        assertTrue(end.isComplete());
    }

    @Test
    @Clause("C-151, C-155, A-4")
    void await_complete_returnsAgainAndAgain() {
        Deregistration end = pendingEnd();
        provider.context().complete();
        end.await();
        end.await();
        client.registration().close();
        client.registration().close();

        assertTrue(end.await(Duration.ofDays(-1)));
    }

    @Test
    @Clause("C-151, C-157, A-4")
    void await_severalThreads_allReturnWithTheLastCompletion() {
        Deregistration end = pendingEnd();
        Running<Boolean> first = world.async(() -> end.await(Duration.ofSeconds(60)));
        Running<Boolean> second = world.async(() -> {
            client.registration().close();
            return end.isComplete();
        });
        assertFalse(first.isDone() || second.isDone());
        provider.context().complete();

        assertTrue(first.get());
        assertTrue(second.get());
    }

    @Test
    @Clause("C-151, C-161")
    void await_atMostZeroOrLess_onlyLooks() {
        Deregistration end = pendingEnd();
        assertFalse(end.await(Duration.ZERO));
        assertFalse(end.await(Duration.ofSeconds(-1)));
        assertFalse(end.await(Duration.ofMillis(1)));

        provider.context().complete();
        assertTrue(end.await(Duration.ZERO));
    }

    @Test
    @Clause("C-161")
    void await_hugeDuration_doesNotOverflow() {
        Deregistration end = pendingEnd();
        Running<Boolean> waiting = world.async(() -> end.await(Duration.ofSeconds(Long.MAX_VALUE)));
        provider.context().complete();

        assertTrue(waiting.get());
    }

    @Test
    @Clause("C-161, C-164")
    void await_interrupted_goesOnAndKeepsTheFlag() {
        Deregistration end = pendingEnd();
        AtomicReference<Thread> waiter = new AtomicReference<>();
        Hold started = new Hold();
        Running<Boolean> waiting = world.async(() -> {
            waiter.set(Thread.currentThread());
            started.release();
            Thread.currentThread().interrupt();
            end.await();
            return Thread.interrupted();
        });
        started.stay();
        waiter.get().interrupt();
        assertFalse(waiting.isDone());
        provider.context().complete();

        assertTrue(waiting.get());
    }

    @Test
    @Clause("C-161")
    void await_timedAndInterrupted_keepsTheFlag() {
        Deregistration end = pendingEnd();
        Thread.currentThread().interrupt();
        assertFalse(end.await(Duration.ofMillis(5)));
        assertTrue(Thread.interrupted());

        provider.context().complete();
    }

    @Test
    @Clause("A-4, A-28")
    void completion_pending_completesWithTheEndAndCannotBeCompletedByTheCaller() {
        Deregistration end = pendingEnd();
        AtomicReference<Thread> ran = new AtomicReference<>();
        CompletableFuture<Void> copy = end.completion().toCompletableFuture();
        end.completion().thenRun(() -> ran.set(Thread.currentThread()));
        copy.complete(null);
        assertFalse(end.isComplete());
        assertFalse(end.completion().toCompletableFuture().isDone());

        provider.context().complete();
        assertTrue(end.completion().toCompletableFuture().isDone());
        assertSame(Thread.currentThread(), ran.get());
    }

    @Test
    @Clause("A-4")
    void completion_dependentActionBlocks_waitingThreadsAreReleasedBefore() {
        Deregistration end = pendingEnd();
        Running<Boolean> waiting = world.async(() -> end.await(Duration.ofSeconds(60)));
        end.completion().thenRun(() -> {
            assertTrue(end.isComplete());
            assertTrue(waiting.get());
        });

        provider.context().complete();
        assertTrue(waiting.get());
    }

    @Test
    @Clause("C-155, C-154, B-5")
    void deregister_neverAwaited_endsAllTheSame() {
        provider.register();
        client.register();
        client.deregister();

        assertEquals(1, world.history.count("p.cleanup(c)"));
    }

    @Test
    @Clause("C-153, B-2")
    void close_withoutDeregister_deregistersAndWaits() {
        provider.register();
        client.register();
        client.close();

        assertEquals(1, world.history.count("p.cleanup(c)"));
    }

    @Test
    @Clause("C-160, C-171")
    void deregister_whileAProposalIsBlocked_returnsAtOnce() {
        Hold gate = new Hold();
        client.onProposal(proposal -> {
            gate.stay();
            client.attach(proposal);
        });
        client.register();
        Running<Registration> registering = world.async(provider::register);
        gate.awaitInside();
        Deregistration end = client.deregister();
        assertFalse(end.isComplete());
        assertFalse(registering.isDone());

        gate.release();
        registering.get();
        assertTrue(end.isComplete());
        assertEquals(1, world.history.count("c.cleanup(p)"));
    }

    @Test
    @Clause("A-9, A-10, C-171, C-175")
    void deregister_ofClientWhileTheProviderIsAsked_registeringThreadDetaches() {
        Hold gate = new Hold();
        provider.onProposal(proposal -> {
            gate.stay();
            return provider.accept(proposal);
        });
        AtomicReference<Thread> detacher = new AtomicReference<>();
        client.onDetach(context -> {
            detacher.set(Thread.currentThread());
            return DetachStatus.COMPLETE;
        });
        client.register();
        Running<Thread> registering = world.async(() -> {
            provider.register();
            return Thread.currentThread();
        });
        gate.awaitInside();
        Deregistration end = client.deregister();
        gate.release();

        assertSame(registering.get(), detacher.get());
        assertTrue(end.isComplete());
        world.history.assertHistory(
                "c.attachProvider(p)",
                "p.attachClient(c)",
                "c.attached(p)",
                "c.detach(p)",
                "p.detach(c)",
                "c.cleanup(p)",
                "p.cleanup(c)");
    }

    @Test
    @Clause("A-9, C-93")
    void deregister_duringAProposalThatIsDeclined_endsWithIt() {
        Hold gate = new Hold();
        client.onProposal(proposal -> gate.stay());
        client.register();
        Running<Registration> registering = world.async(provider::register);
        gate.awaitInside();
        Deregistration clientEnd = client.deregister();
        assertFalse(clientEnd.isComplete());

        gate.release();
        registering.get();
        assertTrue(clientEnd.isComplete());
        assertTrue(provider.deregister().isComplete());
    }

    @Test
    @Clause("A-9, C-162")
    void deregister_whileItsOwnRegisterProposes_skipsTheRemainingPeers() {
        ScriptedProvider<ClientCalls, ProviderCalls> second = world.provider("q");
        provider.register();
        second.register();
        Hold gate = new Hold();
        client.onProposal(proposal -> {
            gate.stay();
            client.attach(proposal);
        });
        client.in(world.module("c"));
        Running<Registration> registering = world.async(client::register);
        gate.awaitInside();
        Deregistration end = client.module().unload();
        assertFalse(end.isComplete());
        gate.release();
        registering.get();

        assertTrue(end.isComplete());
        assertEquals(0, world.history.count("c.attachProvider(q)"));
        assertEquals(1, world.history.count("c.cleanup(p)"));
    }

    @Test
    @Clause("A-9, A-34")
    void deregister_ofAPeerBetweenScanAndProposal_isSkipped() {
        ScriptedProvider<ClientCalls, ProviderCalls> second = world.provider("q");
        provider.register();
        second.register();
        client.onProposal(proposal -> {
            if (ScriptedModule.nameOf(proposal.provider()).equals("p")) {
                assertTrue(second.deregister().isComplete());
            }
        });
        client.register();

        world.history.assertHistory("c.attachProvider(p)");
    }

    @Test
    @Clause("A-2, A-9, C-68, C-162")
    void register_moduleUnloadedInsideItsProposal_returnsAHandleOfWhatIsOver() {
        client.in(world.module("c"));
        provider.register();
        world.provider("q").register();
        client.onProposal(proposal -> {
            assertFalse(client.module().unload().isComplete());
            client.attach(proposal);
        });
        Registration handle = client.register();

        assertTrue(handle.deregister().isComplete());
        assertEquals(0, world.history.count("c.attachProvider(q)"));
        assertEquals(1, world.history.count("c.cleanup(p)"));
    }

    @Test
    @Clause("A-9, A-20, C-114")
    void deregister_duringAProposalThatIsDisowned_unwindsTheProviderOnce() {
        client.onProposal(proposal -> {
            client.attach(proposal);
            client.context().disown();
            assertFalse(provider.deregister().isComplete());
            assertFalse(client.module().unload().isComplete());
            throw new IllegalArgumentException("no");
        });
        client.in(world.module("c"));
        provider.register();
        client.register();

        world.history.assertHistory(
                "c.attachProvider(p)", "p.attachClient(c)", "c.attached(p)", "p.detach(c)", "p.cleanup(c)");
        world.log.takeWarning("c", "p");
    }

    @Test
    @Clause("A-19, A-20")
    void callback_completesEarlyOnBothSidesAndThrows_unwindsTheProviderOnce() {
        client.onProposal(proposal -> {
            client.attach(proposal);
            client.context().complete();
            provider.context().complete();
            client.context().disown();
            throw new IllegalArgumentException("no");
        });
        provider.detachesLater();
        provider.register();
        client.register();

        assertEquals(1, world.history.count("p.cleanup(c)"));
        world.log.takeAll();
    }
}
