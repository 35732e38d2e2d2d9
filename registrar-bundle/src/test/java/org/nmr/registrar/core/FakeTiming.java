// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.nmr.registrar.unload.Latch;
import org.nmr.registrar.unload.Timing;

/** A clock that a wait moves on at once; waits and steps are for one thread. */
final class FakeTiming implements Timing {
    /** What happens during a wait. */
    interface Step {
        void run() throws InterruptedException;
    }

    /** A wait that nothing would end. Not an Error, which a wait survives. */
    static final class EndlessWaitException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        EndlessWaitException() {
            super("nothing would end this wait");
        }
    }

    private static final long START = Long.MAX_VALUE - 1; // close to the overflow that System.nanoTime() may have

    /** What is still to happen, by nanoseconds since the start. */
    private final TreeMap<Long, Step> steps = new TreeMap<>();

    private volatile long elapsed;

    /** Lets something happen during the wait for this moment. A wait fails if nothing is left to happen. */
    FakeTiming at(long seconds, Step step) {
        steps.put(TimeUnit.SECONDS.toNanos(seconds), step);
        return this;
    }

    /** Lets time pass without a wait. */
    void pass(long seconds) {
        elapsed += TimeUnit.SECONDS.toNanos(seconds);
    }

    /** How long the waits have taken so far. */
    long seconds() {
        return TimeUnit.NANOSECONDS.toSeconds(elapsed);
    }

    @Override
    public long nanoTime() {
        return START + elapsed;
    }

    @Override
    public boolean await(Latch latch, long nanos) throws InterruptedException {
        if (!latch.isOpen()) {
            advance(nanos);
        }
        return latch.isOpen();
    }

    private void advance(long nanos) throws InterruptedException {
        Map.Entry<Long, Step> next = steps.firstEntry();
        if (next == null) {
            throw new EndlessWaitException();
        }
        long until = elapsed + nanos;
        elapsed = Math.min(until, Math.max(elapsed, next.getKey()));
        if (elapsed == next.getKey()) {
            steps.pollFirstEntry().getValue().run();
        }
    }
}
