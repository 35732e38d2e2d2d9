// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nmr.registrar.call.Barrier;
import org.nmr.registrar.call.Guard;
import org.nmr.registrar.text.Until;

/** The end of an asynchronous call is never lost, and harms nobody. */
@Timeout(300)
class AsyncCallTest {
    private static final int CALLS = 200;
    private static final int STACK = 256 * 1024;
    private static final AsyncAsker ASKER = new AsyncAsker();

    /** What is called. */
    public interface Loader {
        CompletionStage<String> stage();
    }

    /** Gives plain futures. */
    public interface Tasks {
        Future<String> task();
    }

    /** Fails when it is drained, and remembers what was reported. */
    private static final class FailingGuard extends Guard<Loader> {
        private final List<String> reports = new ArrayList<>();

        FailingGuard(Loader target) {
            open(target);
        }

        @Override
        protected long nanoTime() {
            return System.nanoTime();
        }

        @Override
        protected RuntimeException refusal() {
            return new IllegalStateException("detached");
        }

        @Override
        protected void drained() {
            throw new StackOverflowError("in what follows the last call");
        }

        @Override
        protected void failed(String what, Throwable thrown) {
            reports.add(what + " " + thrown.getMessage());
        }
    }

    @Test
    void accept_whatFollowsFails_throwsNothingAndIsReported() {
        CompletableFuture<String> result = new CompletableFuture<>();
        FailingGuard guard = new FailingGuard(() -> result);
        AsyncCall<Loader> call = AsyncCall.begin(guard, "Loader.stage");
        call.result = result;
        if (guard.shut()) {
            Barrier.run();
            guard.afterBarrier();
        }
        call.accept("x", null);
        assertEquals(
                List.of("the asynchronous call of Loader.stage: its end has failed. A thread that waits for the call"
                        + " repeats it in what follows the last call"),
                guard.reports);
        assertTrue(guard.isDrained());
    }

    @Test
    void run_repeated_endsOnce() {
        ViewGuard<Loader> guard = new ViewGuard<>(CompletableFuture::new);
        AsyncCall<Loader> call = AsyncCall.begin(guard, "Loader.stage");
        AsyncCall<Loader> other = AsyncCall.begin(guard, "Loader.stage");
        call.run();
        call.accept(null, null);
        assertFalse(guard.shutAndSeeDrained());
        other.run();
        assertTrue(guard.wasDrained());
    }

    /** The stack ends inside the callback or before it: the result is done, and has lost the callback. */
    @Test
    void callback_atTheEndOfTheStack_aLookEndsTheCall() throws Exception {
        List<ViewGuard<Loader>> guards = new ArrayList<>();
        List<CompletableFuture<String>> results = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            CompletableFuture<String> result = new CompletableFuture<>();
            ViewGuard<Loader> guard = new ViewGuard<>(() -> result);
            new ViewFactory().of(Loader.class).apply(guard).stage();
            guards.add(guard);
            results.add(result);
        }
        long lost = onUnwinding(i -> results.get(i).complete("x"));
        assertTrue(lost > 0, "the stack was never at its end");
        for (int i = 0; i < CALLS; i++) {
            ViewGuard<Loader> guard = guards.get(i);
            results.get(i).complete("x");
            endAllDone(guard);
            assertTrue(guard.shutAndSeeDrained(), "call " + i);
        }
    }

    /** The stack ends inside the view: whatever the method has returned, is waited for. */
    @Test
    void view_atTheEndOfTheStack_countsWhatTheTargetHasReturned() throws Exception {
        List<CompletableFuture<String>> results = new ArrayList<>();
        ViewGuard<Loader> guard = new ViewGuard<>(() -> {
            CompletableFuture<String> result = new CompletableFuture<>();
            results.add(result);
            return result;
        });
        Loader view = new ViewFactory().of(Loader.class).apply(guard);
        view.stage();
        onUnwinding(i -> view.stage());
        results.forEach(result -> result.complete("x"));
        endAllDone(guard);
        assertEquals(
                List.of(),
                guard.holders().stream()
                        .filter(holder -> holder.thread() == null)
                        .toList());
    }

    /** Looks as a waiting thread does. */
    private static void endAllDone(Guard<?> guard) {
        Until.holds("all calls are done", () -> !guard.endDoneCalls(ASKER));
    }

    /** Runs steps close to the end of a stack, from its end on; returns how many of them have failed for that. */
    private static long onUnwinding(Dive.Step step) throws InterruptedException {
        Dive dive = new Dive(step);
        Thread thread = new Thread(null, () -> dive.down(1), "small stack", STACK);
        thread.start();
        thread.join();
        return dive.failed;
    }

    private static final class Dive {
        interface Step {
            void run(int i);
        }

        private final Step step;
        private int steps;
        private int failed;

        Dive(Step step) {
            this.step = step;
        }

        /** Returns the depth, so that nothing is optimized away. */
        int down(int depth) {
            int deepest = depth;
            try {
                deepest = down(depth + 1);
            } catch (StackOverflowError end) {
                deepest = depth;
            }
            try {
                if (steps < CALLS) {
                    step.run(steps++);
                }
            } catch (StackOverflowError end) {
                failed++;
            }
            return deepest;
        }
    }

    @Test
    void endDoneCalls_manyInFlight_endsExactlyTheDoneOnes() {
        List<FutureTask<String>> tasks = IntStream.range(0, CALLS)
                .mapToObj(i -> new FutureTask<>(() -> "x"))
                .toList();
        List<FutureTask<String>> given = new ArrayList<>(tasks);
        ViewGuard<Tasks> guard = new ViewGuard<>(() -> given.remove(0));
        Tasks view = new ViewFactory().of(Tasks.class).apply(guard);
        tasks.forEach(task -> view.task());
        for (int i = 0; i < CALLS; i += 2) {
            tasks.get(i).run();
        }
        assertTrue(guard.endDoneCalls(/* asker= */ null));
        assertEquals(CALLS / 2, guard.holders().size());
        for (int i = 1; i < CALLS; i += 2) {
            tasks.get(i).run();
        }
        assertFalse(guard.endDoneCalls(/* asker= */ null));
        assertTrue(guard.shutAndSeeDrained());
    }

    /** The caller's own dependents run, on a thread that does not look: they come first, as long as they are quick. */
    @Test
    void endDoneCalls_dependentsRunOnAnotherThread_waitsForTheCallback() throws Exception {
        CompletableFuture<String> result = new CompletableFuture<>();
        ViewGuard<Loader> guard = new ViewGuard<>(() -> result);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch looked = new CountDownLatch(1);
        new ViewFactory().of(Loader.class).apply(guard).stage().thenRun(() -> {
            inside.countDown();
            awaitOpen(looked);
        });
        Thread completing = new Thread(() -> result.complete("x"));
        completing.start();
        inside.await();
        assertTrue(guard.endDoneCalls(/* asker= */ null));
        assertTrue(guard.endDoneCalls(ASKER));
        looked.countDown();
        completing.join();
        assertTrue(guard.shutAndSeeDrained());
    }

    private static void awaitOpen(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void endDoneCalls_methodStillRuns_doesNotEndIt() {
        CompletableFuture<String> result = new CompletableFuture<>();
        List<ViewGuard<Loader>> guard = new ArrayList<>();
        guard.add(new ViewGuard<>(() -> {
            assertTrue(guard.get(0).endDoneCalls(/* asker= */ null));
            guard.get(0).end();
            assertTrue(guard.get(0).endDoneCalls(/* asker= */ null));
            return result;
        }));
        assertSame(
                result, new ViewFactory().of(Loader.class).apply(guard.get(0)).stage());
        assertFalse(guard.get(0).wasDrained());
        result.complete("x");
        assertTrue(guard.get(0).wasDrained());
    }

    /** Else a result that fails is reported by each thread that waits. */
    @Test
    void ask_manyThreadsAtOnce_askOneQuestion() throws Exception {
        ExecutorService waiting = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 2_000; round++) {
                AsyncCall<Loader> call = AsyncCall.begin(new ViewGuard<>(CompletableFuture::new), "Loader.stage");
                call.result = new CompletableFuture<String>() {};
                Queue<Runnable> questions = new ConcurrentLinkedQueue<>();
                CyclicBarrier together = new CyclicBarrier(2);
                Callable<Integer> asks = () -> {
                    together.await();
                    call.ask(questions::add);
                    return questions.size();
                };
                for (Future<?> asked : waiting.invokeAll(List.of(asks, asks))) {
                    asked.get();
                }
                assertEquals(1, questions.size(), "round " + round);
            }
        } finally {
            waiting.shutdownNow();
        }
    }
}
