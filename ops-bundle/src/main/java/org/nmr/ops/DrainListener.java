// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told of each step of a drain.
 *
 * @since 1.0
 */
@ConsumerType
@FunctionalInterface
public interface DrainListener {
    /** Does nothing. */
    DrainListener NONE = step -> {};

    /**
     * The state of a step has changed. Independent steps tell it on different threads at the same time; for one step
     * there is one call after the other. The drain holds no lock meanwhile, and logs the first
     * exception that this method throws.
     *
     * @param step a copy
     */
    void changed(DrainStepDTO step);
}
