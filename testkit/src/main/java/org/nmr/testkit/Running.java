// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A task that runs on its own thread, such as a {@code stop()} that must wait.
 *
 * @param <T> the type of its result
 */
public final class Running<T> {
    private final FutureTask<T> task;
    private final Thread thread;
    private final Consumer<Running<T>> forget;

    Running(String name, Callable<T> task, Consumer<Running<T>> forget) {
        this.forget = forget;
        this.task = new FutureTask<>(task) {
            @Override
            protected void set(T result) {
                super.set(result);
                forget.accept(Running.this);
            }
        };
        this.thread = new Thread(this.task, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /**
     * Tells whether the task has returned or failed.
     *
     * @return whether the task has returned or failed
     */
    public boolean isDone() {
        return task.isDone();
    }

    /**
     * Returns its thread.
     *
     * @return the thread
     */
    public Thread thread() {
        return thread;
    }

    /**
     * Waits for its result.
     *
     * @return the result
     * @throws AssertionError if the task fails, or has not returned in time
     */
    public T get() {
        return get("what runs on " + thread.getName(), () -> "");
    }

    /** The report is made if it is not complete in time. */
    T get(String what, Supplier<String> report) {
        try {
            return Waits.get(task, what, report);
        } finally {
            if (task.isDone()) {
                forget.accept(this);
            }
        }
    }

    /** Waits until it is complete, in whatever way; false if it is not at that time. Survives interrupts. */
    boolean awaits(long endNanos) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return true;
                } catch (ExecutionException failed) {
                    return true;
                } catch (TimeoutException late) {
                    return false;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Waits until the thread of the task waits for something.
     *
     * @throws AssertionError if the task has returned instead, or if its thread does not wait in time
     */
    public void assertWaits() {
        long end = System.nanoTime() + Waits.limit().toNanos();
        while (!isWaiting()) {
            if (task.isDone()) {
                throw new AssertionError("expected " + thread.getName() + " to wait, but it has returned " + get());
            }
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("expected the thread to wait within "
                        + Waits.limit().toSeconds() + " s, but it runs: " + Waits.describe(thread));
            }
            Thread.onSpinWait();
        }
    }

    private boolean isWaiting() {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }
}
