// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge;

import static java.lang.System.Logger.Level.WARNING;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.nmr.reach.internal.bridge.work.Texts;

/** What is wrong with a peer, in bounds: it may do the same wrong thing again and again. */
final class Complaints {
    private static final int MOST = 5;

    private final System.Logger log;
    private final Supplier<String> peer;
    private final AtomicInteger count = new AtomicInteger();

    Complaints(System.Logger log, Supplier<String> peer) {
        this.log = log;
        this.peer = peer;
    }

    void say(String what) {
        int number = count.incrementAndGet();
        if (number <= MOST) {
            String last = number == MOST ? "; more of this link is not logged" : "";
            log.log(WARNING, "reach: node " + peer.get() + ": " + Texts.oneLine(what) + last);
        }
    }
}
