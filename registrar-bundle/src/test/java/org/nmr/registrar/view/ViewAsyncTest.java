// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.Promises;

/** Calls that go on after their method has returned. */
class ViewAsyncTest {
    /** Returns a stage. */
    public interface Stages {
        CompletionStage<String> stage();
    }

    /** Returns a class that is a stage. */
    public interface Completables {
        CompletableFuture<String> get(long wide);
    }

    /** Fixes the type of its parent. */
    public interface GenericStages extends Supplier<CompletionStage<String>> {}

    /** Redeclares the method, so its parent's is a bridge in the targets. */
    public interface BridgedStages extends Supplier<CompletionStage<String>> {
        @Override
        CompletableFuture<String> get();
    }

    /** Returns a promise. */
    public interface Promising {
        Promise<String> promise();
    }

    /** Returns a plain future. */
    public interface Futures {
        Future<String> future();
    }

    private final ViewFactory factory = new ViewFactory();
    private final CompletableFuture<String> result = new CompletableFuture<>();

    @Test
    void stage_pending_inFlightUntilItCompletes() {
        ViewGuard<Stages> guard = new ViewGuard<>(() -> result);
        assertSame(result, factory.of(Stages.class).apply(guard).stage());
        assertFalse(guard.shutAndSeeDrained());
        result.complete("x");
        assertTrue(guard.wasDrained());
    }

    @Test
    void stage_completesExceptionally_isOver() {
        ViewGuard<Completables> guard = new ViewGuard<>(wide -> result);
        factory.of(Completables.class).apply(guard).get(7);
        assertFalse(guard.shutAndSeeDrained());
        result.completeExceptionally(new IllegalStateException("no"));
        assertTrue(guard.wasDrained());
    }

    @Test
    void stage_isAtItsEndWhenMethodReturns_isOver() {
        result.complete("x");
        ViewGuard<Stages> guard = new ViewGuard<>(() -> result);
        factory.of(Stages.class).apply(guard).stage();
        assertTrue(guard.shutAndSeeDrained());
    }

    @Test
    void stage_otherThanCompletableFuture_isWaitedFor() {
        ViewGuard<Stages> guard = new ViewGuard<>(result::minimalCompletionStage);
        factory.of(Stages.class).apply(guard).stage();
        assertFalse(guard.shutAndSeeDrained());
        result.complete("x");
        assertTrue(guard.wasDrained());
    }

    @Test
    void stage_null_isOver() {
        ViewGuard<Stages> guard = new ViewGuard<>(() -> null);
        assertNull(factory.of(Stages.class).apply(guard).stage());
        assertTrue(guard.shutAndSeeDrained());
    }

    @Test
    void stage_guardShutInsideTheMethod_isStillWaitedFor() {
        AtomicReference<ViewGuard<Stages>> guard = new AtomicReference<>();
        guard.set(new ViewGuard<>(() -> {
            assertFalse(guard.get().shutAndSeeDrained());
            return result;
        }));
        factory.of(Stages.class).apply(guard.get()).stage();
        assertFalse(guard.get().wasDrained());
        result.complete("x");
        assertTrue(guard.get().wasDrained());
    }

    @Test
    void stage_asTypeArgumentOfParent_isWaitedFor() {
        ViewGuard<GenericStages> guard = new ViewGuard<>(() -> result);
        factory.of(GenericStages.class).apply(guard).get();
        assertFalse(guard.shutAndSeeDrained());
        result.complete("x");
        assertTrue(guard.wasDrained());
    }

    @Test
    void stage_throughTheBridge_isWaitedFor() {
        ViewGuard<BridgedStages> guard = new ViewGuard<>(() -> result);
        Supplier<?> parent = factory.of(BridgedStages.class).apply(guard);
        assertSame(result, parent.get());
        assertFalse(guard.shutAndSeeDrained());
        result.complete("x");
        assertTrue(guard.wasDrained());
    }

    @Test
    @Timeout(300)
    void promise_pending_inFlightUntilItResolves() throws Exception {
        Deferred<String> deferred = new Deferred<>();
        ViewGuard<Promising> guard = new ViewGuard<>(deferred::getPromise);
        assertSame(
                deferred.getPromise(), factory.of(Promising.class).apply(guard).promise());
        assertFalse(guard.shutAndSeeDrained());
        deferred.resolve("x");
        guard.awaitDrained();
    }

    @Test
    void promise_resolvedOrNull_isOver() {
        ViewGuard<Promising> resolved = new ViewGuard<>(() -> Promises.resolved("x"));
        factory.of(Promising.class).apply(resolved).promise();
        assertTrue(resolved.shutAndSeeDrained());
        ViewGuard<Promising> none = new ViewGuard<>(() -> null);
        assertNull(factory.of(Promising.class).apply(none).promise());
        assertTrue(none.shutAndSeeDrained());
    }

    @Test
    void future_thatIsAStage_isReturnedAsItIs() {
        ViewGuard<Futures> guard = new ViewGuard<>(() -> result);
        assertSame(result, factory.of(Futures.class).apply(guard).future());
        assertFalse(guard.shutAndSeeDrained());
        result.complete("x");
        assertTrue(guard.wasDrained());
    }

    @Test
    void future_plain_isOverWhenItsEndIsSeen() {
        FutureTask<String> task = new FutureTask<>(() -> "x");
        ViewGuard<Futures> guard = new ViewGuard<>(() -> task);
        Future<String> future = factory.of(Futures.class).apply(guard).future();
        assertFalse(guard.shutAndSeeDrained());
        assertFalse(future.isDone());
        task.run();
        assertFalse(guard.wasDrained());
        assertTrue(future.isDone());
        assertTrue(guard.wasDrained());
    }

    @Test
    void future_plain_getSeesTheEndButATimeoutDoesNot() throws Exception {
        FutureTask<String> task = new FutureTask<>(() -> "x");
        ViewGuard<Futures> guard = new ViewGuard<>(() -> task);
        Future<String> future = factory.of(Futures.class).apply(guard).future();
        guard.end();
        assertThrows(TimeoutException.class, () -> future.get(0, TimeUnit.SECONDS));
        assertFalse(guard.wasDrained());
        task.run();
        assertEquals("x", future.get());
        assertEquals("x", future.get());
        assertTrue(guard.wasDrained());
    }

    @Test
    void future_plainCancelled_isOver() {
        ViewGuard<Futures> guard = new ViewGuard<>(() -> new FutureTask<>(() -> "x"));
        Future<String> future = factory.of(Futures.class).apply(guard).future();
        guard.end();
        assertTrue(future.cancel(/* mayInterruptIfRunning= */ false));
        assertTrue(future.isCancelled());
        assertTrue(guard.wasDrained());
    }

    /** A future whose class forgets to be done, or fails when it is asked. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void future_valueWasGot_isOverWhateverIsDoneSays(boolean throwsIt) throws Exception {
        FutureTask<String> task = new FutureTask<>(() -> "x") {
            @Override
            public boolean isDone() {
                if (throwsIt) {
                    throw new IllegalStateException("as the test says");
                }
                return false;
            }
        };
        ViewGuard<Futures> guard = new ViewGuard<>(() -> task);
        Future<String> future = factory.of(Futures.class).apply(guard).future();
        guard.end();
        assertThrows(TimeoutException.class, () -> future.get(0, TimeUnit.SECONDS));
        assertFalse(guard.wasDrained());
        task.run();
        assertEquals("x", future.get());
        assertTrue(guard.wasDrained());
        assertEquals("x", future.get(1, TimeUnit.SECONDS));
    }

    @Test
    void future_failedOrCancelled_isOverWhenGetSaysSo() {
        FutureTask<String> failed = new FutureTask<>(() -> {
            throw new IllegalStateException("as the test says");
        });
        FutureTask<String> cancelled = new FutureTask<>(() -> "x");
        for (FutureTask<String> task : List.of(failed, cancelled)) {
            ViewGuard<Futures> guard = new ViewGuard<>(() -> task);
            Future<String> future = factory.of(Futures.class).apply(guard).future();
            guard.end();
            if (task == failed) {
                task.run();
                assertThrows(ExecutionException.class, future::get);
            } else {
                task.cancel(/* mayInterruptIfRunning= */ false);
                assertThrows(CancellationException.class, () -> future.get(1, TimeUnit.SECONDS));
            }
            assertTrue(guard.wasDrained());
        }
    }

    @Test
    void future_plainDone_isReturnedAsItIs() {
        FutureTask<String> task = new FutureTask<>(() -> "x");
        task.run();
        ViewGuard<Futures> guard = new ViewGuard<>(() -> task);
        assertSame(task, factory.of(Futures.class).apply(guard).future());
        assertTrue(guard.shutAndSeeDrained());
    }
}
