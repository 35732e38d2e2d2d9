// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * Something that runs on a thread of its own, such as a {@code stop()} that must wait.
 *
 * @param <T> what it returns
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

    /** Tells whether it has returned or failed. */
    public boolean isDone() {
        return task.isDone();
    }

    /** Returns its thread. */
    public Thread thread() {
        return thread;
    }

    /**
     * Waits for its result.
     *
     * @throws AssertionError if it fails, or is not over in time
     */
    public T get() {
        return Waits.get(task, "what runs on " + thread.getName());
    }

    /**
     * Waits until its thread waits for something, and fails if it returns instead.
     *
     * @throws AssertionError if it has returned, or does not come to wait in time
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
