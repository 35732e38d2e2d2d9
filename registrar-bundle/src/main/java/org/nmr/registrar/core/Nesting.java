// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import org.jspecify.annotations.Nullable;

/**
 * How many registrations of one registrar each thread is inside: a module may register inside {@code attachProvider},
 * which may propose that to a module that registers, and so on. Without a limit that would end where the stack ends, at
 * any step.
 */
final class Nesting {
    /** About a quarter of what a stack of 256 KB can hold. */
    static final int LIMIT = 16;

    /** Nothing of a module, and nothing at all while a thread is in no registration. */
    @SuppressWarnings("ThreadLocalUsage") // a registrar has its own, and no thread keeps what it holds
    private final ThreadLocal<int @Nullable []> depths = new ThreadLocal<>();

    /**
     * Returns where this thread counts, so that a write is enough to count down.
     *
     * @throws IllegalStateException if it is inside too many registrations
     */
    int[] of(Object module) {
        int[] depth = depths.get();
        if (depth == null) {
            depth = new int[1];
            depths.set(depth);
        }
        if (depth[0] == LIMIT) {
            throw new IllegalStateException(module + ": expected at most " + LIMIT
                    + " registrations, each inside attachProvider or attachClient of the one before, was one more."
                    + " Nothing was registered. Register on another thread, or after the callback has returned");
        }
        return depth;
    }

    /** A registration is about to return to so many others. */
    void left(int outer) {
        if (outer == 0) {
            depths.remove();
        }
    }
}
