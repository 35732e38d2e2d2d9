// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the pending result of one asynchronous call whether it is done, again and again. The result is foreign code,
 * which may block or throw: so it is asked by the threads of an {@link AsyncAsker}, one at a time. Any thread may look
 * at the answer.
 */
final class AsyncQuestion implements Runnable, BiConsumer<Object, Throwable> {
    private static final Class<?> MINIMAL =
            new CompletableFuture<>().minimalCompletionStage().getClass();

    /**
     * A stage that is asked for a copy may keep each, so the time between two grows from the first to the second of
     * these.
     */
    private static final long FIRST_GAP = TimeUnit.SECONDS.toNanos(1);

    private static final long LAST_GAP = TimeUnit.MINUTES.toNanos(1);

    private final AsyncCall<?> call;

    /** Set by the thread that submits this, cleared by the one that has asked or by the one that could not submit. */
    private final AtomicBoolean isAsked = new AtomicBoolean();

    private volatile boolean isDone;

    // the following are for the thread that asks

    /** What a stage has returned as its future. */
    private @Nullable CompletableFuture<?> copy;

    private long nextCopy;
    private long gap = FIRST_GAP;
    private boolean hasFailed;

    AsyncQuestion(AsyncCall<?> call) {
        this.call = call;
        this.nextCopy = call.now();
    }

    /**
     * Tells whether a waiting thread may ask a result itself. Only the JDK's own futures answer for certain, with a
     * field that they read; a subclass may do anything. The minimal stage does not answer.
     */
    static boolean isSafe(Object result) {
        return result instanceof Future
                && result.getClass().getName().startsWith("java.") // which only the JDK's class loaders define
                && result.getClass() != MINIMAL;
    }

    boolean isDone() {
        return isDone;
    }

    /** Asks soon, on another thread, unless it does so already or knows the answer. */
    void submit(Executor askers) {
        if (isDone || !isAsked.compareAndSet(/* expectedValue= */ false, /* newValue= */ true)) {
            return;
        }
        try {
            askers.execute(this);
        } catch (Throwable noThread) {
            isAsked.set(false); // the queue is full, or no thread can be started: the next look tries again
        }
    }

    @Override
    public void run() {
        Object result = call.result;
        try {
            if (result != null && answer(result)) {
                isDone = true;
            }
        } catch (Throwable thrown) {
            if (!hasFailed) {
                hasFailed = true;
                call.hasNoAnswer(thrown);
            }
        } finally {
            isAsked.set(false);
        }
    }

    /** The stage has called back. */
    @Override
    public void accept(@Nullable Object value, @Nullable Throwable failure) {
        isDone = true;
    }

    private boolean answer(Object result) throws Throwable {
        AsyncPromises promises = call.promises();
        if (promises != null) {
            return promises.isDone(result);
        }
        if (result instanceof CompletionStage<?> stage) {
            return isDone(stage);
        }
        return result instanceof Future<?> future && future.isDone();
    }

    private boolean isDone(CompletionStage<?> stage) {
        if (stage instanceof Future<?> future) {
            try {
                return future.isDone();
            } catch (UnsupportedOperationException minimal) {
                return isCopyDone(stage);
            }
        }
        return isCopyDone(stage);
    }

    /**
     * A copy that was asked for earlier may be completed after the stage's other dependents, a new one tells at once.
     */
    private boolean isCopyDone(CompletionStage<?> stage) {
        long now = call.now();
        if (now - nextCopy >= 0) {
            nextCopy = now + gap;
            gap = Math.min(2 * gap, LAST_GAP);
            copy = copyOf(stage);
        }
        CompletableFuture<?> future = copy;
        return isDone || (future != null && future.isDone());
    }

    /**
     * Returns null if the stage gives none; then it has got one more callback, which it calls at once if it is done.
     */
    private @Nullable CompletableFuture<?> copyOf(CompletionStage<?> stage) {
        CompletableFuture<?> future;
        try {
            future = stage.toCompletableFuture();
        } catch (RuntimeException unsupported) {
            future = null; // not reported, because a stage need not have one
        }
        if (future == null) {
            stage.whenComplete(this);
        }
        return future;
    }
}
