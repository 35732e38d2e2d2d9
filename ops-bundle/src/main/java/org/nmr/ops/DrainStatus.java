// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops;

/**
 * What a drain has made of one bundle.
 *
 * @since 1.0
 */
public enum DrainStatus {
    /** All modules of the bundle have ended; it registers nothing until it is stopped and started again. */
    DRAINED,
    /** The bundle had no module to end. */
    NOTHING_TO_DO,
    /** The timeout of the drain has passed before all modules of the bundle had ended. */
    TIMED_OUT,
    /** The drain was cancelled before all modules of the bundle had ended. */
    CANCELLED,
    /** The drain could not end the modules of the bundle, or could not see that they have ended. */
    FAILED
}
