// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.ArrayList;
import java.util.List;
import org.nmr.registrar.call.Barrier;
import org.nmr.registrar.call.Guard;

/**
 * Waits for nobody, but sees to it that the last call in flight is noticed: closes the guards of sides that are done, then pays
 * for one barrier for all of them. For one thread.
 */
final class Rundown {
    private final List<Guard<?>> closing = new ArrayList<>();

    /** Lets no new call begin. A guard that was never used is drained at once. */
    void shut(Guard<?> guard) {
        if (guard.shut()) {
            closing.add(guard);
        }
    }

    /** Helps with a guard that another thread, or this one further up on its stack, has shut and not finished. */
    void join(Guard<?> guard) {
        if (guard.awaitsBarrier()) {
            closing.add(guard);
        }
    }

    /** Must come after the last {@link #shut}, without any monitor, because cleanups run in it; may come in between. */
    void finish() {
        if (closing.isEmpty()) {
            return;
        }
        List<Guard<?>> shut = List.copyOf(closing);
        closing.clear();
        Barrier.run();
        shut.forEach(Guard::afterBarrier);
    }
}
