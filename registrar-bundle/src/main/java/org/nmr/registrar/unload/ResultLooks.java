// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * One wait's looks at the results of asynchronous calls: the first ones come soon, because a result may be done and the
 * callback that tells so may be behind this very thread; later ones each second. For one thread.
 */
final class ResultLooks {
    private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(10);

    private final Unload unload;
    private final Executor askers;
    private long interval = FIRST;
    private long next;

    ResultLooks(Unload unload, Executor askers) {
        this.unload = unload;
        this.askers = askers;
    }

    /** Looks if it is time to. All times are since the begin of the wait. */
    void look(long now) {
        if (now < next) {
            return;
        }
        next = now + interval; // also if what follows fails
        if (endDoneCalls()) {
            interval = Math.min(2 * interval, UnloadWait.LOOK);
        } else {
            next = now + UnloadWait.LOOK;
            interval = FIRST;
        }
    }

    /** The time of the next look. */
    long next() {
        return next;
    }

    /** Returns whether asynchronous calls are in flight that are not done. */
    private boolean endDoneCalls() {
        boolean inFlight = false;
        for (End part : unload.parts()) {
            inFlight |= !part.isOver() && part.endDoneCalls(askers);
        }
        return inFlight;
    }
}
