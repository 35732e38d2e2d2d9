// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.nmr.registrar.call.Daemons;

/**
 * Interrupts threads. That runs foreign code, for which no wait may wait: a class may override {@code interrupt()}, and
 * the JDK closes the channel, or wakes the selector, in which the thread is blocked, on the thread that interrupts.
 */
public final class Interrupts {
    /** So many threads interrupt the threads inside one end, because an interrupt may block. */
    private static final int THREADS = 4;

    private Interrupts() {}

    /** Sets the interrupt flag of this thread again, which is in no channel. Throws nothing; it may come later. */
    public static void restore() {
        Thread thread = Thread.currentThread();
        try {
            if (isTheJdks(thread)) {
                thread.interrupt();
            } else {
                Daemons.create("nmr-interrupt", () -> attempt(thread)).start();
            }
        } catch (Throwable failed) {
            // "unable to create native thread": a wait, or the end of a binding, is worth more than an interrupt
        }
    }

    /** Interrupts other threads soon. Throws nothing; if no thread can be started for that, no interrupt comes. */
    static void interrupt(Collection<Thread> threads) {
        Queue<Thread> left = new ConcurrentLinkedQueue<>(threads);
        for (int i = 0; i < Math.min(threads.size(), THREADS); i++) {
            try {
                Daemons.create("nmr-interrupt", () -> interruptAll(left)).start();
            } catch (Throwable failed) {
                // as above
            }
        }
    }

    private static void interruptAll(Queue<Thread> left) {
        for (Thread next = left.poll(); next != null; next = left.poll()) {
            attempt(next);
        }
    }

    private static void attempt(Thread thread) {
        try {
            thread.interrupt();
        } catch (Throwable failed) {
            // the thread's own code, or that of its channel; there is nobody to be told
        }
    }

    private static boolean isTheJdks(Thread thread) {
        try {
            return thread.getClass().getMethod("interrupt").getDeclaringClass().getClassLoader() == null;
        } catch (NoSuchMethodException | LinkageError unknown) {
            return false;
        }
    }
}
