// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.nmr.registrar.core.Changes;

/**
 * What is done after changes, and not by the thread that changes something. A change schedules one run of all steps, and only that
 * run listens for the next change: so there is one run in a second at most, and what changes often costs no more.
 */
final class FollowUps {
    private static final long PAUSE_MILLIS = 1000;

    private final Changes changes;
    private final ScheduledExecutorService executor;
    private final List<BooleanSupplier> steps;

    /** Whether a run will come. Set by whoever schedules it, cleared by the run before it listens. */
    private final AtomicBoolean scheduled = new AtomicBoolean();

    /**
     * Makes the follow-ups of one registrar.
     *
     * @param executor has one thread; is shut down by {@link #close}
     * @param steps return whether they want to be run again in a second, even if nothing changes
     */
    FollowUps(Changes changes, ScheduledExecutorService executor, BooleanSupplier... steps) {
        this.changes = changes;
        this.executor = executor;
        this.steps = List.of(steps);
    }

    /** Begins to follow; the first run finds what has changed before. */
    void open() {
        schedule();
    }

    /** Lets no run begin; does not wait for one that has begun. */
    void close() {
        executor.shutdown();
    }

    /** Runs also on the thread that changes something, see {@link Changes#onNext}. */
    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            Future<?> unused = executor.schedule(this::run, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void run() {
        scheduled.set(false);
        changes.onNext(this::schedule); // before the steps look at anything, so that no change is missed
        boolean again = false;
        for (BooleanSupplier step : steps) {
            again |= attempt(step);
        }
        if (again) {
            schedule();
        }
    }

    /** A step may call listeners and loggers of others; one that fails is tried again, and the others go on. */
    private static boolean attempt(BooleanSupplier step) {
        try {
            return step.getAsBoolean();
        } catch (Throwable failed) {
            return true; // not logged: the log may be what has failed
        }
    }
}
