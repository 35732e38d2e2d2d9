// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.TimeUnit;

/** A thread of a module's class, which lets nobody else interrupt it. */
final class StubbornThread extends Thread {
    private final Runnable task;
    private volatile Throwable thrown;

    private StubbornThread(Runnable task) {
        super("stubborn");
        this.task = task;
        setDaemon(true);
    }

    /** Runs a task on such a thread, and fails if the task does. */
    static void run(Runnable task) throws InterruptedException {
        StubbornThread thread = new StubbornThread(task);
        thread.start();
        thread.join(TimeUnit.SECONDS.toMillis(60));
        assertFalse(thread.isAlive());
        if (thread.thrown != null) {
            throw new AssertionError("the task has failed", thread.thrown);
        }
    }

    /** Sets the flag of such a thread, on itself. */
    static void interruptSelf() {
        ((StubbornThread) Thread.currentThread()).setFlag();
    }

    private void setFlag() {
        super.interrupt();
    }

    @Override
    public void run() {
        try {
            task.run();
        } catch (Throwable failed) {
            thrown = failed;
        }
    }

    @Override
    public void interrupt() {
        throw new AssertionError("hostile");
    }
}
