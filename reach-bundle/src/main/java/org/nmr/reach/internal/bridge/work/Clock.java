// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge.work;

import java.time.Duration;

/** Time and a timer. The actions run on a thread that must not be blocked, and never run the code of modules. */
public interface Clock {
    /** The time in nanoseconds, from any origin. */
    long nanoTime();

    /**
     * Runs an action once.
     *
     * @return takes the action back if it has not begun
     */
    Runnable after(Duration delay, Runnable action);
}
