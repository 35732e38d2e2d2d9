// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.support;

import java.util.Arrays;
import java.util.Set;

/** Who waits for a lock of the framework. Felix has no limit for that; Equinox has {@code osgi.module.lock.timeout}. */
public final class FrameworkLocks {
    private static final Set<String> PLACES = Set.of(
            "org.apache.felix.framework.Felix.acquireBundleLock",
            "org.apache.felix.framework.Felix.acquireGlobalLock",
            "org.eclipse.osgi.container.Module.lockStateChange");

    private FrameworkLocks() {}

    /** Waits until a thread with such a name, one of the framework's own, waits for a lock. */
    public static void awaitWaiting(String namePart) {
        Await.until(
                "a thread with \"" + namePart + "\" in its name waits for a lock of the framework",
                () -> Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread -> thread.getName().contains(namePart) && isWaiting(thread)));
    }

    static void awaitWaiting(Thread thread) {
        Await.until(thread.getName() + " waits for a lock of the framework", () -> isWaiting(thread));
    }

    private static boolean isWaiting(Thread thread) {
        Thread.State state = thread.getState();
        return (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING)
                && Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> PLACES.contains(frame.getClassName() + "." + frame.getMethodName()));
    }
}
