// SPDX-License-Identifier: Apache-2.0
package org.nmr.stress;

/**
 * Stores that take long: a store that follows them, such as a call's count, is seen late by others.
 *
 * <p>Belongs to one thread. This widens the window in which a guard without barrier misses a call.
 */
final class FarStores {
    private static final int LINES = 1 << 16;
    private static final int LONGS = 64;

    /** More than fits into a cache. */
    private final long[] far = new long[LINES * LONGS];

    void store(int number) {
        for (int i = 0; i < 24; i++) {
            int line = (number * 24 + i) * 40_503 & LINES - 1;
            far[line * LONGS] = number;
        }
    }
}
