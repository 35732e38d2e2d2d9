// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.Capture;
import org.nmr.Deregistration;
import org.nmr.ModuleRegistrations;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.UnloadPolicy;
import org.nmr.registrar.core.LaterResult.Loader;
import org.nmr.registrar.unload.Policy;
import org.nmr.testkit.Clause;
import org.nmr.testkit.Running;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.PromiseFactory;

/** While a thread waits, it sees that a result is done, whatever has told so; and no result can harm the wait. */
@Clause("C-123, C-161")
class ResultLookTest {
    private static final Duration SOON = Duration.ofMillis(200);

    @RegisterExtension
    final World world = new World();

    private final LiveModule client = world.module("c");
    private final LiveModule provider = world.module("p");
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void releaseBlockedThreads() {
        never.countDown();
    }

    private Loader attach(Loader target) {
        Npi<Void, Loader> npi = Npi.of("test.results", Loader.class);
        provider.registerProvider(ProviderCharacteristics.of(npi, peer -> Answer.accept(BindingContext.NONE, target)));
        Capture<Loader> capture = ((ModuleRegistrations) client).capture(npi, Duration.ZERO);
        return capture.dispatch();
    }

    private static Loader ofStage(CompletionStage<String> stage) {
        return new LaterResult.Target(stage, null, null, null);
    }

    private static Loader ofFuture(Future<String> future) {
        return new LaterResult.Target(null, null, null, future);
    }

    private Running<?> close() {
        Running<?> close = world.async(Executors.callable(() -> provider.close()));
        Deregistration end = provider.unload();
        assertFalse(end.await(Duration.ofMillis(30)));
        assertFalse(close.isDone());
        return close;
    }

    // ---- done, and nothing tells ------------------------------------------------------------------------------

    @Test
    void await_promiseResolvedWhileItsExecutorIsBusy_ends() {
        Queue<Runnable> busy = new ArrayDeque<>();
        Deferred<String> deferred = new PromiseFactory(busy::add).deferred();
        attach(new LaterResult.Target(null, null, deferred.getPromise(), null)).promise();
        Running<?> close = close();
        deferred.resolve("x");
        close.get();
        assertFalse(busy.isEmpty());
        busy.forEach(Runnable::run); // too late, and harmless
    }

    @Test
    void await_futureDroppedUnseen_ends() {
        FutureTask<String> task = new FutureTask<>(() -> "x");
        attach(ofFuture(task)).future();
        Running<?> close = close();
        task.run();
        close.get();
    }

    @Test
    void await_futureOfAForeignClassDroppedUnseen_ends() {
        OwnFuture future = new OwnFuture();
        attach(ofFuture(future)).future();
        Running<?> close = close();
        future.done = true;
        close.get();
    }

    @Test
    void await_futureDoneBeforeTheWait_endsAtOnce() {
        FutureTask<String> task = new FutureTask<>(() -> "x");
        attach(ofFuture(task)).future();
        task.run();
        assertTrue(provider.unload().await(Duration.ZERO));
    }

    @Test
    void await_stageThatCallsNobodyBack_endsByItsFuture() {
        CompletableFuture<String> state = new CompletableFuture<>();
        attach(ofStage(new Mute(state))).stage();
        Running<?> close = close();
        state.complete("x");
        close.get();
    }

    @Test
    void await_stageThatTakesNoCallback_returnsItAndEndsByItsFuture() {
        CompletableFuture<String> state = new CompletableFuture<>();
        Mute stage = new Mute(state) {
            @Override
            public CompletableFuture<String> whenComplete(
                    java.util.function.BiConsumer<? super String, ? super Throwable> action) {
                throw LaterResult.FAILURE;
            }
        };
        assertEquals(stage, attach(ofStage(stage)).stage());
        world.log.takeWarning(LaterResult.FAILURE, "stage", "expected its result to take a callback");
        Running<?> close = close();
        state.complete("x");
        close.get();
    }

    /** Completes another future than itself. */
    private static class Mute extends CompletableFuture<String> {
        private final CompletableFuture<String> state;

        Mute(CompletableFuture<String> state) {
            this.state = state;
        }

        @Override
        public boolean isDone() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<String> toCompletableFuture() {
            return state;
        }
    }

    private static class OwnFuture implements Future<String> {
        volatile boolean done;

        @Override
        public boolean isDone() {
            return done;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            return false;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public String get() {
            return "x";
        }

        @Override
        public String get(long timeout, TimeUnit unit) {
            return "x";
        }
    }

    // ---- hostile results --------------------------------------------------------------------------------------

    /** What isDone and everything else of a hostile result does. */
    interface Harm {
        boolean isDone(CountDownLatch never) throws InterruptedException;
    }

    /** What it does, and whether the thread that asks it reports that. */
    record Harmful(Harm harm, boolean isReported) {}

    private static final class Hostile extends CompletableFuture<String> {
        private final Harm harm;
        private final CountDownLatch never;
        private final CountDownLatch asked = new CountDownLatch(1);

        Hostile(Harm harm, CountDownLatch never) {
            this.harm = harm;
            this.never = never;
        }

        @Override
        public boolean isDone() {
            asked.countDown();
            try {
                return harm.isDone(never);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public CompletableFuture<String> toCompletableFuture() {
            isDone();
            return this;
        }

        @Override
        public String toString() {
            throw LaterResult.FAILURE;
        }
    }

    private static final Harm BLOCKS = never -> {
        never.await();
        return false;
    };

    static Stream<Harmful> harms() {
        return Stream.of(
                new Harmful(BLOCKS, /* isReported= */ false),
                new Harmful(
                        never -> {
                            throw LaterResult.FAILURE;
                        },
                        /* isReported= */ true),
                new Harmful(
                        never -> {
                            throw new UnsupportedOperationException("no");
                        },
                        /* isReported= */ false),
                new Harmful(never -> overflow(1), /* isReported= */ true));
    }

    private static boolean overflow(int depth) {
        return overflow(depth + 1) && depth > 0;
    }

    private Hostile hostile(Harm harm) {
        Hostile result = new Hostile(harm, never);
        attach(ofStage(result)).stage();
        return result;
    }

    /** The thread that asks the result writes it when it comes to it. */
    private void takeReport() {
        world.takeWarningLater("stage", "expected its result to tell whether it is done");
    }

    @ParameterizedTest
    @MethodSource("harms")
    void await_hostileResult_keepsItsLimitAndEndsByTheCallback(Harmful hostile) throws Exception {
        Hostile result = hostile(hostile.harm);
        assertFalse(provider.unload().await(SOON));
        World.await(result.asked, "nobody asks the result");
        if (hostile.isReported) {
            takeReport();
        }
        Running<?> close = close();
        result.complete("x");
        close.get();
    }

    @ParameterizedTest
    @MethodSource("harms")
    void await_hostileResult_reportsAndRevokesAtTheDeadline(Harmful hostile) {
        Hostile result = hostile(hostile.harm);
        Map<String, Object> reports = Map.of(UnloadPolicy.REPORT_AFTER, "PT0.05S");
        world.registrar.configure(Policy.DEFAULT.with(reports), false);
        Running<?> close = world.async(Executors.callable(() -> provider.close()));
        world.takeWarningLater("has waited", "an asynchronous call of", "stage");
        if (hostile.isReported) {
            takeReport();
        }
        Map<String, Object> revokes =
                Map.of(UnloadPolicy.DEADLINE, "PT0.3S", UnloadPolicy.AT_DEADLINE, UnloadPolicy.REVOKE);
        world.registrar.configure(Policy.DEFAULT.with(revokes), false);
        close.get();
        world.log.takeWarning("was revoked", "the deadline of");
        world.log.takeAll(); // later reports of the wait, if there were any
        result.complete("x");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void await_someResultsBlock_othersAreSeen(int blocked) {
        AtomicInteger made = new AtomicInteger();
        FutureTask<String> task = new FutureTask<>(() -> "x") {};
        Hostile[] results = new Hostile[blocked];
        Loader view = attach(new Loader() {
            @Override
            public CompletionStage<String> stage() {
                Hostile result = new Hostile(BLOCKS, never);
                results[made.getAndIncrement()] = result;
                return result;
            }

            @Override
            public CompletableFuture<String> completable() {
                throw new UnsupportedOperationException();
            }

            @Override
            public org.osgi.util.promise.Promise<String> promise() {
                throw new UnsupportedOperationException();
            }

            @Override
            public Future<String> future() {
                return task;
            }
        });
        Stream.of(results).forEach(each -> view.stage());
        view.future();
        Running<?> close = close();
        Stream.of(results).forEach(result -> result.complete("x"));
        task.run();
        close.get();
    }

    /** Throws what a log cannot print either. */
    @Test
    void await_resultThrowsWhatCannotBePrinted_goesOn() {
        Hostile result = hostile(never -> {
            throw new Error() {
                private static final long serialVersionUID = 1L;

                @Override
                public String toString() {
                    throw LaterResult.FAILURE;
                }
            };
        });
        Running<?> close = close();
        takeReport();
        result.complete("x");
        close.get();
    }

    @Test
    void await_resultFailsAgainAndAgain_isReportedOnce() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch often = new CountDownLatch(4);
        Hostile result = hostile(never -> {
            asked.incrementAndGet();
            often.countDown();
            throw LaterResult.FAILURE;
        });
        Running<?> close = close();
        World.await(often, "nobody asks again");
        result.complete("x");
        close.get();
        world.log.takeWarning(LaterResult.FAILURE, "expected its result to tell whether it is done");
    }
}
