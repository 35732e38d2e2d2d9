// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Properties;

/**
 * The closer's half of the asymmetric fence between a caller's slot and a guard's state.
 *
 * <p>On HotSpot callers pay for no fence: {@link #run()} brings every thread to a safepoint, which orders each thread's
 * accesses before it against those after it. Elsewhere, and with the system property {@code org.nmr.guard=fenced}, each
 * caller runs a full fence and {@link #run()} does nothing.
 */
public final class Barrier {
    /** Whether callers fence; constant, so that compiled code has no trace of the other form. */
    static final boolean FENCED = asRegistrar(() -> needsFence(System.getProperties()));

    private Barrier() {}

    /**
     * Orders the states that this thread has written against the slots that it reads next, on all threads. Once for
     * any number of guards; some 30 microseconds.
     */
    public static void run() {
        if (!FENCED) {
            // a VM operation at a safepoint; the result does not matter
            asRegistrar(Safepoint::reach);
        }
    }

    /** Says whether this is not a JVM whose safepoints are known to do: HotSpot with its own compilers. */
    static boolean needsFence(Properties system) {
        String vm = system.getProperty("java.vm.name", "");
        boolean hotSpot = vm.startsWith("OpenJDK") || vm.startsWith("Java HotSpot");
        boolean otherCompiler = system.getProperty("java.vm.version", "").contains("jvmci");
        return !hotSpot
                || !vm.endsWith("Server VM")
                || otherCompiler
                || ModuleLayer.boot().findModule("java.management").isEmpty()
                || "fenced".equals(system.getProperty("org.nmr.guard"));
    }

    /** The thread is that of a module, which need not be allowed to read properties or to look at threads. */
    @SuppressWarnings("removal") // where permissions are enforced there is no other way
    private static boolean asRegistrar(PrivilegedAction<Boolean> action) {
        return AccessController.doPrivileged(action);
    }

    /** Loaded only where it is there. */
    private static final class Safepoint {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        static boolean reach() {
            return THREADS.findMonitorDeadlockedThreads() == null;
        }
    }
}
