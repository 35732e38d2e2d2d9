// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.support;

/** The threads of a module: each has a name, and each is joined before the module is gone. */
public final class Threads {
    private Threads() {}

    /**
     * Starts a thread.
     *
     * @param name the name
     * @param task what it does
     * @return the running thread
     */
    public static Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(false);
        thread.start();
        return thread;
    }

    /**
     * Waits for the end of a thread, through interrupts; a thread does not wait for itself.
     *
     * @param thread the thread
     */
    public static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
