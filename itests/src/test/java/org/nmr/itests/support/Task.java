// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.support;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.nmr.itests.shared.Scenario;

/** Something that runs on a thread of its own, because it may block. */
public final class Task {
    /** Where the registrar waits for the end of registrations. */
    private static final String WAIT = "org.nmr.registrar.unload.Unload";

    /** Where it waits for a provider to capture. */
    private static final String CAPTURE = "org.nmr.registrar.core.LiveCapture";

    private final CompletableFuture<Boolean> interruptedAtEnd = new CompletableFuture<>();
    private final Thread thread;

    private Task(String name, Action action) {
        thread = new Thread(() -> run(action), "task: " + name);
        thread.setDaemon(true);
    }

    static Task start(String name, Action action) {
        Task task = new Task(name, action);
        task.thread.start();
        return task;
    }

    private void run(Action action) {
        try {
            action.run();
            interruptedAtEnd.complete(Thread.currentThread().isInterrupted());
        } catch (Throwable thrown) { // for the test to see
            interruptedAtEnd.completeExceptionally(thrown);
        }
    }

    /** Waits until the thread is blocked in the registrar's wait. */
    public Task awaitBlocked() {
        return awaitBlocked(WAIT);
    }

    /** Waits until the thread is blocked in the wait for the provider that it wants to capture. */
    public Task awaitCapturing() {
        return awaitBlocked(CAPTURE);
    }

    /** Waits until the thread waits for a lock of the framework. */
    public Task awaitLocked() {
        FrameworkLocks.awaitWaiting(thread);
        return this;
    }

    /** Waits until the thread is blocked below a method of such a class. */
    public Task awaitBlocked(String place) {
        Await.until(thread.getName() + " is blocked in " + place, () -> {
            StackTraceElement[] stack = thread.getStackTrace();
            Thread.State state = thread.getState();
            return (state == Thread.State.TIMED_WAITING || state == Thread.State.WAITING)
                    && Arrays.stream(stack)
                            .anyMatch(frame -> frame.getClassName().startsWith(place));
        });
        return this;
    }

    /** Tells whether the action has not returned yet. */
    public boolean isRunning() {
        return !interruptedAtEnd.isDone();
    }

    /** Interrupts the thread. */
    public void interrupt() {
        thread.interrupt();
    }

    /** Interrupts the thread and waits until it has noticed and waits again. */
    public void interruptWait() {
        thread.interrupt();
        Await.until(thread.getName() + " has cleared its interrupt flag", () -> !thread.isInterrupted());
        awaitBlocked();
    }

    /** Waits until the action has returned; throws what it has thrown. */
    public Task join() {
        @Nullable Throwable thrown = failure();
        if (thrown != null) {
            throw new AssertionError(thread.getName() + " has failed", thrown);
        }
        return this;
    }

    /** Waits until the action has returned and tells whether the interrupt flag was set then. */
    public boolean joinInterrupted() {
        join();
        return interruptedAtEnd.join();
    }

    /** Waits until the action has returned; returns what it has thrown, or null. */
    public @Nullable Throwable failure() {
        try {
            interruptedAtEnd.get(Scenario.DEADLINE_SECONDS, TimeUnit.SECONDS);
            thread.join(TimeUnit.SECONDS.toMillis(Scenario.DEADLINE_SECONDS));
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (TimeoutException e) {
            throw new AssertionError(
                    thread.getName() + " does not return; it is at " + Arrays.toString(thread.getStackTrace()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public String toString() {
        return thread.getName();
    }

    /** What a task does. */
    @FunctionalInterface
    public interface Action {
        /** Runs. */
        void run() throws Exception;
    }
}
