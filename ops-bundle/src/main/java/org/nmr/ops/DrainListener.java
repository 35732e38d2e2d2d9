// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of each step of a drain.
 *
 * @since 1.0
 */
@ConsumerType
@FunctionalInterface
public interface DrainListener {
    /** Does nothing. */
    DrainListener NONE = step -> {};

    /**
     * Tells that the state of a step has changed. Independent steps call this method on different threads, possibly at
     * the same time. The calls of one step come one after the other. The drain holds no lock meanwhile. It logs the
     * first exception that this method throws.
     *
     * <p>A step begins when this method has returned. When a step is over, the drain waits for this method for a moment
     * only. So a call that blocks then does not keep the drain from its end, and other calls may come before it
     * returns.
     *
     * @param step a copy
     */
    void changed(DrainStepDTO step);
}
