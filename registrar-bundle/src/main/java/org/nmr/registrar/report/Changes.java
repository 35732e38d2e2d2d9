// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.report;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts what diagnostics would show differently, and tells one listener once that there is something new. Thread safe.
 */
public final class Changes {
    private final LongAdder count = new LongAdder();

    /** Who wants to know of the next change; null between a change and the listener's next {@link #onNext}. */
    private final AtomicReference<@Nullable Runnable> listener = new AtomicReference<>();

    /** Makes a counter that nobody listens to. */
    public Changes() {}

    /** Counts a change, and runs what waits for the next one. Throws nothing. */
    public void changed() {
        count.increment();
        if (listener.get() != null) { // a read is cheap, and most changes find nobody
            Runnable next = listener.getAndSet(null);
            if (next != null) {
                tell(next);
            }
        }
    }

    /**
     * A change is made when this is called: what the listener throws must not come out of it, so the next change tries
     * again.
     */
    private void tell(Runnable next) {
        try {
            next.run();
        } catch (Throwable failed) {
            listener.compareAndSet(null, next);
        }
    }

    /** Returns how many changes there were; grows with each. */
    public long count() {
        return count.sum();
    }

    /**
     * Runs something at the next change, once. Ask for the {@link #count} afterwards, so that no change is missed.
     *
     * @param next runs on the thread that changes, inside registrations and callbacks: it must be short, take no lock
     *     and throw nothing
     */
    public void onNext(Runnable next) {
        listener.set(next);
    }
}
