// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

/**
 * A clock that stands still while the process is frozen, for example after SIGSTOP: deadlines count time in which those
 * who are inside could run. Thread safe.
 *
 * <p>A thread that waits says when it looks again. If no thread looks by then, none could run. A thread that does not
 * sleep any more has said nothing. Time in which no thread waits counts; if the process was frozen then, only a thread
 * that {@linkplain #beat beats} can notice.
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

    /** When the thread that beats comes again; in the past if there is none. */
    private long nextBeat;

    /** Makes a clock that begins now. */
    public RunningTime(Timing timing, WaitingThreads waits) {
        this.timing = timing;
        this.waits = waits;
        this.last = timing.nanoTime();
        this.nextBeat = last;
    }

    /** Says that this thread comes again after a time. So a frozen process is noticed also while no thread waits. */
    public synchronized void beat(long nanos) {
        nanoTime();
        nextBeat = last + nanos;
    }

    /** Returns the time in nanoseconds since some fixed moment. */
    public synchronized long nanoTime() {
        long now = timing.nanoTime();
        long until = now;
        if (now - last > TOLERANCE) {
            boolean isBeatDue = nextBeat - last > 0 && nextBeat - now < 0;
            long look = waits.firstLook(last, isBeatDue ? nextBeat : now);
            until = now - look > TOLERANCE ? look : now;
        }
        counted += Math.max(until - last, 0);
        last = now;
        return counted;
    }
}
