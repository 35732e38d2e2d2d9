// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

import org.nmr.registrar.call.Daemons;

/** Interrupts threads, of which some override {@code interrupt()}: foreign code, for which no wait may wait. */
public final class Interrupts {
    private Interrupts() {}

    /** Sets the interrupt flag of this thread again, as {@link #interrupt} does. */
    public static void restore() {
        interrupt(Thread.currentThread());
    }

    /** Throws nothing; the interrupt may come later. If no thread can be started for a foreign one, none comes. */
    static void interrupt(Thread thread) {
        try {
            if (isTheJdks(thread)) {
                thread.interrupt();
            } else {
                Daemons.create("nmr-interrupt", () -> interruptForeign(thread)).start();
            }
        } catch (Throwable failed) {
            // "unable to create native thread": a wait, or the end of a binding, is worth more than an interrupt
        }
    }

    private static void interruptForeign(Thread thread) {
        try {
            thread.interrupt();
        } catch (Throwable failed) {
            // the thread's own code; there is nobody to be told
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
