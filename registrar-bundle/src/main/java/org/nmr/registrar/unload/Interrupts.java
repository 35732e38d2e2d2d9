// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

import org.nmr.registrar.call.Daemons;

/** Interrupts threads, of which some override {@code interrupt()}: foreign code, for which no wait may wait. */
final class Interrupts {
    private Interrupts() {}

    /** Throws nothing; the interrupt may come later. */
    static void interrupt(Thread thread) {
        if (isTheJdks(thread)) {
            thread.interrupt();
        } else {
            Daemons.create("nmr-interrupt", thread::interrupt).start();
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
