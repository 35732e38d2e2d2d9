// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A plain future that tells its call when the caller has seen the end of it.
 *
 * <p>A {@link Future} calls nobody back. So the call stays in flight until somebody sees the end: the caller, by
 * {@code get}, {@code isDone} or {@code cancel}; or a thread that waits for the call, which looks again and again. So a
 * caller may drop the future. As long as no thread waits, nothing polls.
 *
 * @param <V> the type of the value
 */
final class AsyncFuture<V> implements Future<V> {
    private final Future<V> future;
    private final AsyncCall<?> call;

    AsyncFuture(Future<V> future, AsyncCall<?> call) {
        this.future = future;
        this.call = call;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean isCancelled = future.cancel(mayInterruptIfRunning);
        if (call.isDone(future)) { // false if its task has only been asked to stop
            call.run();
        }
        return isCancelled;
    }

    @Override
    public boolean isCancelled() {
        return seen(future.isCancelled());
    }

    @Override
    public boolean isDone() {
        return seen(future.isDone());
    }

    private boolean seen(boolean end) {
        if (end) {
            call.run();
        }
        return end;
    }

    @Override
    public V get() throws InterruptedException, ExecutionException {
        try {
            V value = future.get();
            call.run();
            return value;
        } catch (ExecutionException | CancellationException end) {
            call.run();
            throw end;
        }
    }

    @Override
    public V get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            V value = future.get(timeout, unit);
            call.run();
            return value;
        } catch (ExecutionException | CancellationException end) {
            call.run();
            throw end;
        }
    }

    @Override
    public String toString() {
        return "counted " + future;
    }
}
