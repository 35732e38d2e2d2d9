// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks;

/** One NPI with n idle registrations of one role, which all attach when their hub, of the other role, registers. */
public interface Star {
    /** Registers the hub: n bindings attach. */
    void attach();

    /** Deregisters the hub and awaits the end: n bindings detach. */
    void detach();

    /** How many pairs have attached since the last call. */
    long takeAttached();

    /** Attaches and fails if not all bindings came about. */
    static void attachAll(Iterable<? extends Star> stars, long expected) {
        stars.forEach(Star::attach);
        requireAttached(stars, expected);
    }

    /** Fails unless so many bindings have attached since the last call. */
    static void requireAttached(Iterable<? extends Star> stars, long expected) {
        long attached = 0;
        for (Star star : stars) {
            attached += star.takeAttached();
        }
        if (attached != expected) {
            throw new IllegalStateException("expected " + expected + " attached bindings, was " + attached);
        }
    }
}
