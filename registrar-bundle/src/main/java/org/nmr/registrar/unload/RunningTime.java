// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

/**
 * A clock that stands still while the process is frozen, for example after SIGSTOP: deadlines count time in which those
 * who are inside could run. Thread safe.
 *
 * <p>A thread that waits says when it looks again. If no thread looks by then, none could run.
 */
public final class RunningTime {
    /** How much later than announced a thread may come on a busy machine. */
    private static final long TOLERANCE = 100_000_000;

    private final Timing timing;

    /** When this clock was last read, on the clock of the timing. Guarded by this, as the others. */
    private long last;

    /** What this clock showed then. */
    private long counted;

    /** Until when a thread has announced to look, on the clock of the timing; counts only if {@link #isAnnounced}. */
    private long announced;

    private boolean isAnnounced;

    /** Makes a clock that begins now. */
    public RunningTime(Timing timing) {
        this.timing = timing;
        this.last = timing.nanoTime();
    }

    /** Returns the time in nanoseconds since some fixed moment. */
    public synchronized long nanoTime() {
        long now = timing.nanoTime();
        boolean wasFrozen = isAnnounced && now - announced > TOLERANCE;
        counted += Math.max(wasFrozen ? announced - last : now - last, 0);
        if (isAnnounced && now - announced >= 0) {
            isAnnounced = false;
        }
        last = now;
        return counted;
    }

    /** This thread looks again after this time at the latest; what it announced before has been kept. */
    public synchronized void announce(long nanos) {
        nanoTime();
        long until = timing.nanoTime() + nanos;
        if (!isAnnounced || until - announced < 0) {
            announced = until;
            isAnnounced = true;
        }
    }
}
