// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import org.jspecify.annotations.Nullable;

/**
 * How many registrations of one registrar each thread is inside: a module may register inside {@code attachProvider}, which may
 * propose that to a module that registers, and so on. Without a limit that would end where the stack ends, at any step.
 */
final class Nesting {
    /** About a quarter of what a stack of 256 KB can hold. */
    static final int LIMIT = 16;

    /** Nothing of a module, and nothing at all while a thread is in no registration. */
    private final ThreadLocal<@Nullable Integer> depths = new ThreadLocal<>();

    /**
     * This thread begins to register.
     *
     * @return what {@link #leave} needs
     * @throws IllegalStateException if it is inside too many registrations
     */
    int enter(Object module) {
        Integer outer = depths.get();
        int depth = outer == null ? 0 : outer;
        if (depth == LIMIT) {
            throw new IllegalStateException(module + ": expected at most " + LIMIT
                    + " registrations inside each other's attachProvider and attachClient, was one more;"
                    + " register on another thread, or after the callback has returned; nothing was registered");
        }
        depths.set(depth + 1);
        return depth;
    }

    /** The registration has returned, also one whose {@code leave} an Error has interrupted further down. */
    void leave(int outer) {
        if (outer == 0) {
            depths.remove();
        } else {
            depths.set(outer);
        }
    }
}
