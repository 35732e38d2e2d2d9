// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

/**
 * Stack that is asked for before it is needed.
 *
 * <p>The linked sets and trees of the JDK are not made for the end of the stack in the middle of a change. A set then
 * counts an element that it does not find, or finds one that it does not count, and fails whenever it is copied. So
 * whoever changes one asks for room first. If there is too little, the stack ends here, before the change.
 */
final class Headroom {
    /** More frames than the deepest change takes; each keeps as much as most of those do. */
    private static final int FRAMES = 28;

    private Headroom() {}

    /**
     * Returns if there is room for one change of a collection.
     *
     * @throws StackOverflowError if not
     */
    static void require() {
        descend(FRAMES, 1, 2, 3, 5, 8);
    }

    /** The values are there to need room: each is used after the call. */
    private static long descend(int frames, long a, long b, long c, long d, long e) {
        if (frames == 0) {
            return a;
        }
        long deeper = descend(frames - 1, b, c, d, e, a);
        return deeper ^ (a + 3 * b + 5 * c + 7 * d + 11 * e);
    }
}
