// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.work;

/** How a client gets at what it calls. */
public enum CallWay {
    /** It has a field, and nobody counts or changes it. */
    DIRECT,
    /** {@code tracker.getService()} with each call. */
    TRACKED,
    /** {@code getService} and {@code ungetService} around each call. */
    LOOKED_UP,
    /** A volatile field that somebody else sets and clears. */
    INJECTED,
    /** {@code binding.enter()} around each call. */
    BY_HAND,
    /** The binding's view, kept. */
    VIEW;

    /** Returns what to throw when a peer knows no such way. */
    public IllegalArgumentException unknown() {
        return new IllegalArgumentException("call: expected a way that this peer knows, was " + this);
    }
}
