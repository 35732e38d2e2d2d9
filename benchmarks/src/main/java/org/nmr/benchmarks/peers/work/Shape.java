// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.work;

import org.nmr.benchmarks.Role;

/**
 * How many clients meet how many providers; each client is bound to each provider. The fewer come last: they are the
 * hubs. If there are as many, the providers do.
 *
 * @param clients how many clients
 * @param providers how many providers
 */
public record Shape(int clients, int providers) {
    /** Returns the role of those who come last. */
    public Role hubRole() {
        return clients < providers ? Role.CLIENT : Role.PROVIDER;
    }

    /** Returns how many come last. */
    public int hubs() {
        return Math.min(clients, providers);
    }

    /** Returns how many are there before. */
    public int idle() {
        return Math.max(clients, providers);
    }

    /** Returns how many bindings come about. */
    public long bindings() {
        return (long) clients * providers;
    }

    @Override
    public String toString() {
        return String.format("%,d x %,d", clients, providers);
    }
}
