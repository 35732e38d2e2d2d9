// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.nmr.Answer;
import org.nmr.Capture;
import org.nmr.CaptureRequest;
import org.nmr.DetachedException;
import org.nmr.testkit.Clause;

/** Those who hold no context hear that the end of a binding has begun. */
@Clause("C-110, C-111, C-127")
class DetachingTest extends AttachedPair {
    private Capture<ProviderCalls> capture() {
        return world.module("m").capture(CaptureRequest.of(World.NPI, client.dispatch()), Duration.ZERO);
    }

    @Test
    void deregister_eachSideIsToldBeforeAnyDetach() {
        attach();
        clientSide().detaching().thenRun(() -> world.history.record("told c"));
        providerSide().detaching().thenRun(() -> world.history.record("told p"));
        provider.deregister();

        List<String> events = world.history.events();
        assertEquals(List.of("c.detach(p)", "p.detach(c)"), events.subList(5, 7));
        assertEquals(
                List.of("told c", "told p"),
                events.subList(3, 5).stream().sorted().toList());
    }

    @Test
    void detaching_action_mayCallOnTheEndingThread() {
        attach();
        AtomicReference<Thread> told = new AtomicReference<>();
        List<Object> answers = new ArrayList<>();
        clientSide().detaching().thenRun(() -> {
            told.set(Thread.currentThread());
            answers.add(client.context(provider).dispatch().tellProvider("goodbye"));
        });
        client.deregister();

        assertSame(Thread.currentThread(), told.get());
        assertEquals(List.of("p got goodbye"), answers);
        assertThrows(DetachedException.class, clientSide()::enter);
    }

    /** Else a detach could come while an action still runs, and its calls would fail. */
    @Test
    void detaching_anotherThreadLooks_leavesTheActionsToTheOneThatWillCallDetach() {
        attach();
        List<Thread> told = new CopyOnWriteArrayList<>();
        clientSide().detaching().thenRun(() -> told.add(Thread.currentThread()));
        clientSide().detaching().thenRun(() -> {
            told.add(Thread.currentThread());
            world.elsewhere(() -> assertFalse(provider.deregister().isComplete()));
        });
        client.deregister();

        assertEquals(List.of(Thread.currentThread(), Thread.currentThread()), told);
    }

    @Test
    void detaching_action_mustNotAwaitTheEnd() {
        attach();
        var failed =
                clientSide().detaching().thenRun(client.registration()::close).toCompletableFuture();
        provider.deregister();

        assertTrue(failed.isCompletedExceptionally());
        assertEquals(1, world.history.count("c.cleanup(p)"));
    }

    @Test
    void detaching_actionFails_detachAndTheOthersFollow() {
        attach();
        List<String> ran = new ArrayList<>();
        clientSide().detaching().thenRun(CompletionTest::fail);
        clientSide().detaching().thenRun(() -> ran.add("action"));
        clientSide().detaching().thenRun(CompletionTest::fail);
        provider.deregister();
        world.log.takeAll();

        assertEquals(List.of("action"), ran);
        assertEquals(1, world.history.count("c.cleanup(p)"));
    }

    @Test
    void detaching_whileItEndsAndAfterwards_isComplete() {
        attach();
        client.detachesLater();
        assertFalse(isDone(clientSide().detaching()));
        provider.deregister();
        assertTrue(isDone(clientSide().detaching()));
        client.context().complete();
        assertTrue(isDone(providerSide().detaching()));
    }

    @Test
    @Clause("A-9")
    void detaching_endBeginsDuringTheProposal_isToldWhenTheCallbackHasReturned() {
        client.onProposal(proposal -> {
            early.add(proposal.binding().detaching());
            client.attach(proposal);
            provider.deregister();
            assertFalse(isDone(early.get(0)));
        });
        attach();

        assertTrue(isDone(early.get(0)));
    }

    @Test
    void detaching_neverAttached_completesWhenTheProposalIsOver() {
        client.onProposal(proposal -> {
            early.add(proposal.binding().detaching());
            client.attach(proposal);
            assertFalse(isDone(early.get(0)));
        });
        provider.onProposal(proposal -> Answer.refuse("no"));
        attach();

        assertTrue(isDone(early.get(0)));
    }

    @Test
    void detaching_disowned_bothAreTold() {
        client.onProposal(proposal -> {
            client.attach(proposal);
            client.context().disown();
            early.add(proposal.binding().detaching());
            throw new IllegalArgumentException("no");
        });
        attach();
        world.log.takeAll();

        assertTrue(isDone(early.get(0)));
    }

    @Test
    @Clause("C-191, C-192")
    void capture_providerLeaves_captorIsToldWhileCallsWork() {
        provider.register();
        List<String> answers = new ArrayList<>();
        try (Capture<ProviderCalls> capture = capture()) {
            capture.detaching().thenRun(() -> answers.add(capture.dispatch().tellProvider("goodbye")));
            assertTrue(capture.isAttached());
            provider.deregister();
            assertEquals(List.of("p got goodbye"), answers);
            assertFalse(capture.isAttached());
        }
    }

    @Test
    void capture_closed_captorIsTold() {
        provider.register();
        Capture<ProviderCalls> capture = capture();
        CompletionStage<Void> told = capture.detaching();
        assertFalse(isDone(told));
        capture.close();
        assertTrue(isDone(told));
    }

    @Test
    void capture_nobodyThere_isToldAtOnce() {
        try (Capture<ProviderCalls> capture = capture()) {
            assertTrue(isDone(capture.detaching()));
        }
    }
}
