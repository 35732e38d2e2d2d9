// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

/** Interrupts threads, of which some override {@code interrupt()}: foreign code, for which no wait may wait. */
final class Interrupts {
    private Interrupts() {}

    /** Throws nothing; the interrupt may come later. */
    static void interrupt(Thread thread) {
        if (isTheJdks(thread)) {
            thread.interrupt();
        } else {
            Thread caller = new Thread(thread::interrupt, "nmr-interrupt");
            caller.setDaemon(true);
            caller.start();
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
