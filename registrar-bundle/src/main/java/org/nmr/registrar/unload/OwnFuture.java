// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A future that only the registrar completes, so that modules may have it.
 *
 * <p>The minimal stage of another future would do the same, but that is completed by a relay inside the JDK, which the
 * end of a stack can lose. This one has its result before any other code runs.
 */
final class OwnFuture extends CompletableFuture<Void> {
    /** Completes it and runs the dependent actions; may be repeated. */
    void tell() {
        super.complete(null);
    }

    /** A copy: what the caller does to that concerns the caller alone. */
    @Override
    public CompletableFuture<Void> toCompletableFuture() {
        return copy();
    }

    @Override
    public boolean complete(Void value) {
        throw refusal();
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        throw refusal();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        throw refusal();
    }

    @Override
    public void obtrudeValue(Void value) {
        throw refusal();
    }

    @Override
    public void obtrudeException(Throwable failure) {
        throw refusal();
    }

    @Override
    public CompletableFuture<Void> completeAsync(Supplier<? extends Void> supplier, Executor executor) {
        throw refusal();
    }

    @Override
    public CompletableFuture<Void> completeAsync(Supplier<? extends Void> supplier) {
        throw refusal();
    }

    @Override
    public CompletableFuture<Void> orTimeout(long timeout, TimeUnit unit) {
        throw refusal();
    }

    @Override
    public CompletableFuture<Void> completeOnTimeout(Void value, long timeout, TimeUnit unit) {
        throw refusal();
    }

    private static UnsupportedOperationException refusal() {
        return new UnsupportedOperationException(
                "expected only the registrar to complete this stage. Use toCompletableFuture() for a copy");
    }
}
