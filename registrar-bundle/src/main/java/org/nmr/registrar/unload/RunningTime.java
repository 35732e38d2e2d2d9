// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

/**
 * A clock that stands still while the process is frozen, for example after SIGSTOP: deadlines count time in which those
 * who are inside could run. Thread safe.
 *
 * <p>A thread that waits says when it looks again. If no thread looks by then, none could run. A thread that does not
 * sleep any more has said nothing: time in which no thread waits counts.
 */
public final class RunningTime {
    /** How much later than announced a thread may come on a busy machine. */
    private static final long TOLERANCE = 100_000_000;

    private final Timing timing;
    private final WaitingThreads waits;

    /** When this clock was last read, on the clock of the timing. Guarded by this, as the next one. */
    private long last;

    /** What this clock showed then. */
    private long counted;

    /** Makes a clock that begins now. */
    public RunningTime(Timing timing, WaitingThreads waits) {
        this.timing = timing;
        this.waits = waits;
        this.last = timing.nanoTime();
    }

    /** Returns the time in nanoseconds since some fixed moment. */
    public synchronized long nanoTime() {
        long now = timing.nanoTime();
        long until = now;
        if (now - last > TOLERANCE) {
            long look = waits.firstLook(last, now);
            until = now - look > TOLERANCE ? look : now;
        }
        counted += Math.max(until - last, 0);
        last = now;
        return counted;
    }
}
