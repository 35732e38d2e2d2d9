// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import java.time.Duration;

/** Durations as nanoseconds. */
final class Nanos {
    private Nanos() {}

    /** Returns those of a duration; the most there are if it is longer. */
    static long of(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException tooLong) {
            return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
