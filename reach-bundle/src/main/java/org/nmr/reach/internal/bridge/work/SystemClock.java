// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge.work;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The clock of the JVM, with one thread. */
public final class SystemClock implements Clock, AutoCloseable {
    private final ScheduledThreadPoolExecutor timer;
    private final System.Logger log;

    /** Starts it. */
    public SystemClock(System.Logger log) {
        this.log = log;
        timer = new ScheduledThreadPoolExecutor(1, task -> Workers.daemon(task, "nmr-reach timer"));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    /** After the close nothing is run any more. */
    @Override
    public Runnable after(Duration delay, Runnable action) {
        if (timer.isShutdown()) {
            return () -> {};
        }
        Future<?> planned = timer.schedule(
                () -> Workers.runLogged(log, "the timer", action), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> planned.cancel(/* mayInterruptIfRunning= */ false);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
