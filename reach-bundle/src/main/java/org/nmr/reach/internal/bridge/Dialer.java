// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Dials one address again and again, with growing pauses, as long as no link has come of it. */
final class Dialer {
    /** Why nobody is dialled at an address. */
    static final String ITSELF = "this is the address of this node itself";

    private static final long SHORTEST = 100;
    private static final long LONGEST = 10_000;

    private final Context context;
    private final String address;
    private final Consumer<Dialer> dial;

    /** All that follow are guarded by this. */
    private long pause = SHORTEST;

    private boolean isStopped;
    private String state = "is dialled";

    Dialer(Context context, String address, Consumer<Dialer> dial) {
        this.context = context;
        this.address = address;
        this.dial = dial;
    }

    String address() {
        return address;
    }

    /** Dials on a worker. */
    void now() {
        synchronized (this) {
            if (isStopped) {
                return;
            }
        }
        try {
            context.workers().execute(() -> dial.accept(this));
        } catch (RejectedExecutionException closed) {
            stop();
        }
    }

    synchronized void linked() {
        pause = SHORTEST;
        state = "linked";
    }

    /** The link is down, or has never been up. */
    void lost(boolean wasUp, String reason) {
        boolean isNew;
        long wait;
        synchronized (this) {
            isNew = !reason.equals(state) && !wasUp && !isStopped;
            state = reason;
            wait = wasUp ? 0 : pause;
            pause = wasUp ? SHORTEST : Math.min(pause * 2, LONGEST);
        }
        if (isNew) {
            context.log().log(
                    reason.equals(ITSELF) || reason.equals(Link.TWICE) ? INFO : WARNING,
                    "reach: no link to " + address + ": " + reason + ". It is dialled again and again");
        }
        long jittered = wait == 0 ? 0 : wait / 2 + ThreadLocalRandom.current().nextLong(wait / 2 + 1);
        context.clock().after(Duration.ofMillis(jittered), this::now);
    }

    /** Dials no more; a link that has come of it stays. */
    synchronized void stop() {
        isStopped = true;
    }

    synchronized NodesView.DialView view() {
        return new NodesView.DialView(address, state);
    }
}
