// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.nmr.reach.internal.bridge.work.Clock;
import org.nmr.reach.internal.engine.Connection;

/**
 * Whether a peer is there: any frame of its connection says so. Time in which this process could not run does not
 * count, since the frames of that time may still wait to be read. The timer's thread only.
 */
final class Liveness {
    private final Clock clock;
    private final Connection connection;
    private final long expiryNanos;
    private final long beatNanos;
    private long lastLook;
    private long silence;
    private long received;
    private volatile long lastHeard;

    Liveness(Clock clock, Connection connection, Duration expiry, Duration peersExpiry) {
        this.clock = clock;
        this.connection = connection;
        expiryNanos = expiry.toNanos();
        beatNanos = Math.min(expiryNanos, peersExpiry.toNanos()) / 5;
        lastLook = clock.nanoTime();
        lastHeard = lastLook;
        received = connection.received();
    }

    /** Looks each beat. */
    void begin(BooleanSupplier goesOn) {
        clock.after(Duration.ofNanos(beatNanos), () -> {
            if (goesOn.getAsBoolean()) {
                begin(goesOn);
            }
        });
    }

    /** Returns whether the peer was heard within the expiry. */
    boolean look() {
        long now = clock.nanoTime();
        long passed = now - lastLook;
        lastLook = now;
        long heard = connection.received();
        if (heard != received) {
            received = heard;
            silence = 0;
            lastHeard = now;
            return true;
        }
        silence += Math.min(passed, beatNanos + beatNanos / 2);
        return silence < expiryNanos;
    }

    Duration sinceHeard() {
        return Duration.ofNanos(clock.nanoTime() - lastHeard);
    }
}
