// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import static java.lang.System.Logger.Level.INFO;

import java.util.function.LongSupplier;

/**
 * Says that something came to the port that was no node, at most once a minute: anybody can make many connections.
 */
final class Strangers {
    private static final long PAUSE_NANOS = 60_000_000_000L;

    private final System.Logger log;
    private final LongSupplier nanoTime;

    /** Guarded by this: how many have come since it was said last. */
    private long unsaid;

    /** Guarded by this. */
    private long lastSaid;

    Strangers(System.Logger log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
        this.lastSaid = nanoTime.getAsLong() - PAUSE_NANOS;
    }

    /** A connection to this address has gone without having been a node's. */
    void gone(String to) {
        long count;
        synchronized (this) {
            unsaid++;
            long now = nanoTime.getAsLong();
            if (now - lastSaid < PAUSE_NANOS) {
                return;
            }
            lastSaid = now;
            count = unsaid;
            unsaid = 0;
        }
        log.log(
                INFO,
                to + ": a connection has ended before a node has spoken, number " + count
                        + " since this was said last: another program, or certificates that one end does not trust");
    }
}
