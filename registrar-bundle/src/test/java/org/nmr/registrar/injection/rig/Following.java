// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import org.nmr.Follower;

/** A follower that counts; makes and calls nothing, so no Error comes from here. */
final class Following implements Follower, AutoCloseable {
    final Client client;

    /** Whether the module knows that it has been added: no Error came out of that. */
    volatile boolean isAdded;

    private volatile int begun;
    private volatile int ended;
    private volatile String fault = "";

    Following(Client client) {
        this.client = client;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time is inside
    public AutoCloseable begin() {
        if (begun != ended) {
            fault = "begun twice";
        }
        begun++;
        return this;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time is inside
    public void close() {
        if (begun == ended) {
            fault = "ended twice";
        }
        ended++;
    }

    boolean isRunning() {
        return begun > ended;
    }

    /** What was wrong so far; empty for nothing. */
    String fault() {
        return fault;
    }
}
