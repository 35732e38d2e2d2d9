// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * A task that runs on its own thread, such as a {@code stop()} that must wait.
 *
 * @param <T> the type of its result
 */
public final class Running<T> {
    private final FutureTask<T> task;
    private final Thread thread;

    Running(String name, Callable<T> task) {
        this.task = new FutureTask<>(task);
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
        return Waits.get(task, "what runs on " + thread.getName());
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
                throw new AssertionError(
                        "expected " + thread.getName() + " to wait, but it has returned " + Waits.get(task, "it"));
            }
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("expected " + thread.getName() + " to wait, but it is " + thread.getState());
            }
            Thread.onSpinWait();
        }
    }

    private boolean isWaiting() {
        Thread.State state = thread.getState();
        return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }
}
