// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge.work;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs a few tasks at a time, so that a thousand of them do not take the processor from everybody else. A task may be
 * blocked by a module: if none ends for a while, one more begins. So tasks that wait for each other end, too.
 */
public final class Gate implements Executor {
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final Executor workers;
    private final Clock clock;
    private final int places;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;
    private long ended;
    private boolean watched;

    /** Makes one with a number of places. */
    public Gate(Executor workers, Clock clock, int places) {
        this.workers = workers;
        this.clock = clock;
        this.places = places;
    }

    @Override
    public void execute(Runnable task) {
        boolean begins;
        boolean watches;
        long seen;
        synchronized (waiting) {
            waiting.add(task);
            begins = running < places;
            running += begins ? 1 : 0;
            watches = !begins && !watched;
            watched |= watches;
            seen = ended;
        }
        if (begins) {
            start();
        }
        if (watches) {
            clock.after(PATIENCE, () -> look(seen));
        }
    }

    private void look(long seen) {
        boolean begins;
        long now;
        synchronized (waiting) {
            watched = !waiting.isEmpty();
            if (!watched) {
                return;
            }
            begins = ended == seen;
            running += begins ? 1 : 0;
            now = ended;
        }
        clock.after(PATIENCE, () -> look(now));
        if (begins) {
            start();
        }
    }

    private void start() {
        try {
            workers.execute(this::run);
        } catch (RuntimeException | Error none) {
            synchronized (waiting) {
                running--;
            }
            throw none;
        }
    }

    private void run() {
        Runnable task = next();
        try {
            while (task != null) {
                task.run();
                task = next();
            }
        } finally {
            if (task != null) { // it has thrown
                synchronized (waiting) {
                    ended++;
                }
                start();
            }
        }
    }

    /** Counts the task that has ended before, too; one too many at the begin does no harm. */
    private @Nullable Runnable next() {
        synchronized (waiting) {
            ended++;
            Runnable task = waiting.poll();
            if (task == null) {
                running--;
            }
            return task;
        }
    }
}
