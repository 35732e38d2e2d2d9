// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the guards that one thread has shut and runs a single barrier for all of them. Never blocks. Not thread
 * safe.
 */
public final class Rundown {
    /** Made with the first guard, because most have none. */
    private @Nullable List<Guard<?>> closing;

    private boolean urgent;

    /**
     * Lets no new call begin. A guard that was never used is drained at once. Helps with a guard that another thread,
     * or this one further up on its stack, has shut and not finished. May be repeated.
     */
    public void close(Guard<?> guard) {
        if (closing == null) {
            closing = new ArrayList<>();
        }
        if (guard.shut() || guard.awaitsBarrier()) {
            closing.add(guard);
        }
    }

    /** Somebody else may wait for one of these guards, so {@link #finish} must come soon. */
    public void hurry() {
        urgent = true;
    }

    /** Whether {@link #finish} must come soon. */
    public boolean isUrgent() {
        return urgent;
    }

    /**
     * Must come after the last {@link #close}, without any monitor, because cleanups run in it; may come in between.
     */
    public void finish() {
        urgent = false;
        List<Guard<?>> shut = closing;
        if (shut == null || shut.isEmpty()) {
            return;
        }
        closing = null;
        Barrier.run();
        shut.forEach(Guard::afterBarrier);
        shut.forEach(
                guard -> guard.endDoneCalls(/* askers= */ null)); // the thread may be inside one of their callbacks
    }
}
