// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.work;

/** What clients are bound to, and at the same time the check that they are: each counts itself in and out. */
public final class Tally {
    private long bound;

    /** One more is bound. */
    public void bind() {
        bound++;
    }

    /** One less is bound. */
    public void unbind() {
        bound--;
    }

    /** Returns how many are bound. */
    public long bound() {
        return bound;
    }

    /** Fails unless so many are bound. */
    public static void require(long expected, long bound) {
        if (bound != expected) {
            throw new IllegalStateException("expected " + expected + " bindings, was " + bound);
        }
    }
}
