// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static java.lang.System.Logger.Level.WARNING;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.report.Changes;
import org.nmr.registrar.unload.Latch;

/**
 * What is done after changes, and not by the thread that changes something. A change wakes one run of all steps, and
 * only that run listens for the next change. So there is at most one run in a second, and what changes often costs no
 * more.
 *
 * <p>The thread lives as long as the registrar, because one that is needed when an unload hangs could perhaps not be
 * started then. The steps must not block: whatever calls listeners or loggers has a thread of its own.
 */
final class FollowUps {
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final Changes changes;
    private final Executor thread;
    private final System.Logger log;
    private final List<Step> steps;

    /** Both run on threads that change something, see {@link Changes#onNext}. */
    private final Runnable wakeUp = this::wakeUp;

    private final Runnable retry = this::isStarted;
    private final Latch closed = new Latch();

    /** Has a permit while a run is wanted; the permits of several changes are one run. */
    private final Semaphore wanted = new Semaphore(0);

    /**
     * Makes the follow-ups of one registrar.
     *
     * @param thread starts the thread
     * @param steps return whether they want to be run again in a second, even if nothing changes
     */
    FollowUps(Changes changes, Executor thread, System.Logger log, BooleanSupplier... steps) {
        this.changes = changes;
        this.thread = thread;
        this.log = log;
        this.steps = List.of(steps).stream().map(Step::new).toList();
    }

    /** Begins to follow; the first run finds what has changed before. */
    void open() {
        if (!isStarted()) {
            log.log(
                    WARNING,
                    "no thread can be started for the work that follows a change."
                            + " Unloads that hang are not reported until one can");
        }
    }

    /**
     * Starts the thread unless this is closed. If that is not possible, the next change tries again, on the thread that
     * changes.
     */
    private boolean isStarted() {
        if (isClosed()) {
            return true;
        }
        try {
            thread.execute(this::run);
            return true;
        } catch (Throwable noThread) { // "unable to create native thread"
            changes.onNext(retry);
            return false;
        }
    }

    /** Lets no run begin; does not wait for one that has begun. */
    void close() {
        closed.open();
        wanted.release();
    }

    private boolean isClosed() {
        return closed.isOpen();
    }

    private void wakeUp() {
        wanted.release();
    }

    private void run() {
        boolean again = true;
        while (!isClosed()) {
            try {
                if (!again) {
                    wanted.acquire();
                }
                if (!closed.await(PAUSE)) {
                    again = runOnce();
                }
            } catch (Throwable failed) {
                again = true; // an interrupt, which nobody has reason for, or an Error: the next run comes in a second
            }
        }
    }

    /** Whether a change wants a run. */
    boolean isWanted() {
        return wanted.availablePermits() > 0;
    }

    /** Runs all steps; returns whether one wants to be run again. */
    boolean runOnce() {
        wanted.drainPermits();
        changes.onNext(wakeUp); // before the steps look at anything, so that no change is missed
        boolean again = false;
        for (Step step : steps) {
            again |= step.attempt(log);
        }
        return again;
    }

    /** One step. Confined to the thread that runs it. */
    private static final class Step {
        private final BooleanSupplier action;

        /** The failure that was reported, until the step succeeds again. */
        private @Nullable Throwable reported;

        Step(BooleanSupplier action) {
            this.action = action;
        }

        /** One that fails is reported once and tried again, and the others go on. */
        boolean attempt(System.Logger log) {
            try {
                boolean again = action.getAsBoolean();
                reported = null;
                return again;
            } catch (Throwable failed) {
                if (reported == null) {
                    reported = failed;
                    log.log(
                            WARNING,
                            "work that follows a change has failed. The registrar tries again each second",
                            failed);
                }
                return true;
            }
        }
    }
}
