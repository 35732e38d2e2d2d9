// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge.work;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs one task after the other on workers. What only such tasks touch needs no lock. */
public final class Serial implements Executor {
    private final Executor workers;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean runs;

    /** Makes one. */
    public Serial(Executor workers) {
        this.workers = workers;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (waiting) {
            waiting.add(task);
            if (runs) {
                return;
            }
            runs = true;
        }
        start();
    }

    private void start() {
        try {
            workers.execute(this::run);
        } catch (RuntimeException | Error none) {
            synchronized (waiting) {
                runs = false; // the next task tries again
            }
            throw none;
        }
    }

    private void run() {
        Runnable task = next();
        try {
            for (; task != null; task = next()) {
                task.run();
            }
        } finally {
            if (task != null) { // it has thrown
                start();
            }
        }
    }

    private @Nullable Runnable next() {
        synchronized (waiting) {
            Runnable task = waiting.poll();
            runs = task != null;
            return task;
        }
    }
}
