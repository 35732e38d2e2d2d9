// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.nmr.Binding;
import org.nmr.Call;

/**
 * A counted call that another thread has begun, and that ends when the test releases it.
 *
 * <p>It delays the peer's unload, as a slow call does. The thread calls the peer's code only after the release, so this
 * works with every dispatch type.
 *
 * @param <D> the dispatch type of the peer
 */
public final class HeldCall<D> {
    private final Hold hold;
    private volatile Function<? super D, ?> body = dispatch -> "";
    private final Running<Object> thread;

    HeldCall(Threads threads, Hold hold, Binding<D> binding) {
        this.hold = hold;
        thread = threads.start(() -> {
            try (Call<D> call = binding.enter()) {
                hold.stay();
                return body.apply(call.dispatch());
            }
        });
        awaitInside();
    }

    private void awaitInside() {
        long end = System.nanoTime() + Waits.limit().toNanos();
        while (!hold.isInside()) {
            if (thread.isDone() || System.nanoTime() - end > 0) {
                thread.get(); // throws what it has thrown, or that it is not over
            }
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("held call: expected it to begin within "
                        + Waits.limit().toSeconds() + " s, but it has not: " + Waits.describe(thread.thread()));
            }
            Thread.onSpinWait();
        }
    }

    /** Ends the call without calling the peer, and waits until it has ended. */
    public void release() {
        hold.release();
        thread.get();
    }

    /**
     * Calls the peer, ends the call, and waits until it has ended.
     *
     * @param <R> the type of the result
     * @param use what calls the peer
     * @return its result, not null
     */
    public <R> R release(Function<? super D, R> use) {
        AtomicReference<R> result = new AtomicReference<>();
        body = dispatch -> {
            result.set(use.apply(dispatch));
            return "";
        };
        release();
        return Objects.requireNonNull(result.get(), "held call: expected a result, was null");
    }
}
