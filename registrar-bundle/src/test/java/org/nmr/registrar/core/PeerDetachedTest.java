// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.Call;
import org.nmr.DetachStatus;
import org.nmr.testkit.Clause;
import org.nmr.testkit.Hold;

/** One side hears that its peer calls no more. */
@Clause("C-122, C-133, C-134")
class PeerDetachedTest extends AttachedPair {
    private void recordTold(String who, Binding<?> side) {
        side.peerDetached().thenRun(() -> world.history.record("told " + who));
    }

    @Test
    void deregister_bothComplete_eachIsToldAfterBothDetachesAndBeforeTheCleanups() {
        attach();
        recordTold("c", clientSide());
        recordTold("p", providerSide());
        client.deregister();

        world.history.assertHistory(
                "c.attachProvider(p)",
                "p.attachClient(c)",
                "c.attached(p)",
                "c.detach(p)",
                "told p",
                "p.detach(c)",
                "told c",
                "c.cleanup(p)",
                "p.cleanup(c)");
    }

    @Test
    void detachComplete_ofThePeer_tellsOnThatThread() {
        attach();
        client.detachesLater();
        provider.detachesLater();
        AtomicReference<Thread> told = new AtomicReference<>();
        CompletionStage<Void> stage = clientSide().peerDetached();
        stage.thenRun(() -> told.set(Thread.currentThread()));
        client.deregister();
        assertFalse(isDone(stage));
        AtomicReference<Thread> completing = new AtomicReference<>();
        world.elsewhere(() -> {
            completing.set(Thread.currentThread());
            provider.context().complete();
        });

        assertSame(completing.get(), told.get());
        assertTrue(clientSide().isPeerDetached());
        client.context().complete();
    }

    @Test
    void detach_waitsForThePeersHalf_endsWithThePeersLastCall() {
        attach();
        client.onDetach(context -> {
            context.binding().peerDetached().thenRun(context::complete);
            return DetachStatus.PENDING;
        });
        Call<?> call = providerSide().enter();
        client.deregister();
        assertEquals(0, world.history.count("c.cleanup(p)"));
        call.close();

        assertEquals(1, world.history.count("c.cleanup(p)"));
        assertEquals(1, world.history.count("p.cleanup(c)"));
    }

    @Test
    void detachComplete_beforeDetach_tellsAtOnce() {
        attach();
        providerSide().detachComplete();
        world.log.takeWarning("came before detach()");

        assertTrue(isDone(clientSide().peerDetached()));
        assertFalse(isDone(providerSide().peerDetached()));
    }

    @Test
    void peerDetached_askedEarly_isTheSameStageAndTheOtherSideHasItsOwn() {
        attach();
        assertSame(clientSide().peerDetached(), clientSide().peerDetached());
        CompletionStage<Void> ofProvider = providerSide().peerDetached();
        provider.detachesLater();
        client.deregister();

        assertTrue(isDone(ofProvider));
        assertFalse(isDone(clientSide().peerDetached()));
        provider.context().complete();
        assertTrue(isDone(clientSide().peerDetached()));
    }

    static Stream<Consumer<CompletableFuture<Void>>> completions() {
        return Stream.of(
                future -> future.complete(null),
                future -> future.completeExceptionally(new IllegalStateException()),
                future -> future.cancel(true),
                future -> future.obtrudeValue(null),
                future -> future.obtrudeException(new IllegalStateException()),
                future -> future.completeAsync(() -> null),
                future -> future.completeAsync(() -> null, Runnable::run),
                future -> future.orTimeout(0, TimeUnit.SECONDS),
                future -> future.completeOnTimeout(null, 0, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @MethodSource("completions")
    void peerDetached_stage_cannotBeCompletedByTheCaller(Consumer<CompletableFuture<Void>> completion) {
        attach();
        CompletionStage<Void> stage = clientSide().peerDetached();
        completion.accept(stage.toCompletableFuture()); // a copy

        assertThrows(UnsupportedOperationException.class, () -> completion.accept((CompletableFuture<Void>) stage));
        assertFalse(isDone(stage));
    }

    @Test
    void peerDetached_neverAttached_completesWhenTheProposalIsOver() {
        client.onProposal(proposal -> {
            early.add(proposal.binding().peerDetached());
            client.attach(proposal);
            early.forEach(stage -> assertFalse(isDone(stage)));
        });
        provider.onProposal(proposal -> {
            early.add(proposal.binding().peerDetached());
            return Answer.refuse("no");
        });
        attach();

        assertEquals(2, early.size());
        early.forEach(stage -> assertTrue(isDone(stage)));
    }

    /** A try that was refused has let a call in. */
    @Test
    void peerDetached_neverAttachedAndACallIsInside_completesWhenItHasReturned() {
        List<Call<?>> calls = new ArrayList<>();
        provider.onProposal(proposal -> {
            calls.add(proposal.binding().enter());
            early.add(proposal.binding().peerDetached());
            return Answer.refuse("no");
        });
        attach();
        assertFalse(isDone(early.get(0)));
        calls.get(0).close();

        assertTrue(isDone(early.get(0)));
    }

    @Test
    @Clause("A-20")
    void peerDetached_clientDisowns_providerIsTold() {
        client.onProposal(proposal -> {
            client.attach(proposal);
            client.context().disown();
            early.add(proposal.binding().peerDetached());
            throw new IllegalArgumentException("no");
        });
        provider.detachesLater();
        attach();
        world.log.takeAll();

        assertTrue(isDone(providerSide().peerDetached()));
        assertFalse(isDone(early.get(0)));
        provider.context().complete();
        assertTrue(isDone(early.get(0)));
    }

    @Test
    void revoke_sidesAreGivenUp_bothAreTold() {
        attach();
        client.detachesLater();
        provider.detachesLater();
        early.add(clientSide().peerDetached());
        early.add(providerSide().peerDetached());
        client.deregister();
        early.forEach(stage -> assertFalse(isDone(stage)));
        new Diagnostics(world.registrar)
                .revoke(((Side<?>) clientSide()).binding().id());
        world.log.takeAll();

        early.forEach(stage -> assertTrue(isDone(stage)));
    }

    @Test
    void revoke_callbackStays_bothAreToldAtOnce() {
        attach();
        Hold gate = new Hold();
        client.onDetach(context -> {
            gate.stay();
            return DetachStatus.COMPLETE;
        });
        early.add(clientSide().peerDetached());
        early.add(providerSide().peerDetached());
        var end = world.async(client::deregister);
        gate.awaitInside();
        new Diagnostics(world.registrar)
                .revoke(((Side<?>) clientSide()).binding().id());
        world.log.takeAll();

        early.forEach(stage -> assertTrue(isDone(stage)));
        gate.release();
        end.get();
    }

    @Test
    void tell_dependentFails_leavesThePeersCallAloneAndTheOthersRun() {
        attach();
        List<String> ran = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clientSide().peerDetached().thenRun(() -> ran.add("action"));
            clientSide().peerDetached().thenRunAsync(() -> {}, task -> {
                throw new AssertionError("executor");
            });
            clientSide().peerDetached().thenRun(CompletionTest::fail);
        }
        Call<?> call = providerSide().enter();
        client.deregister();
        call.close();

        assertEquals(3, ran.size());
        assertEquals(1, world.history.count("c.cleanup(p)"));
        assertTrue(world.log.entries().stream()
                .allMatch(record -> record.message().contains("depends on peerDetached()")));
        world.log.takeAll();
    }

    @Test
    void binding_nobodyAsks_makesNothing() {
        attach();
        LiveBinding<?, ?> binding = ((Side<?>) clientSide()).binding();
        client.detachesLater();
        client.deregister();
        assertNull(binding.notices);
        client.context().complete();

        assertTrue(isDone(clientSide().peerDetached()));
        assertNull(binding.notices);
    }
}
