// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import java.time.Duration;
import org.nmr.chaos.shared.Count;
import org.nmr.chaos.shared.Ledger;

/** Notices that cycles have stopped coming. For one thread. */
final class Progress {
    private static final Duration AFTERMATH = Duration.ofSeconds(3);

    private final Duration patience;
    private final Ledger ledger;
    private long clean = System.nanoTime();
    private long cycles;
    private long last = System.nanoTime();

    Progress(Options options, Ledger ledger) {
        this.patience = Duration.ofSeconds(options.hang());
        this.ledger = ledger;
    }

    /** Begins to wait anew. */
    void seen() {
        last = System.nanoTime();
    }

    /** Tells whether a rule was broken a while ago, so that a pattern can be seen. */
    boolean isBroken() {
        if (ledger.isClean()) {
            clean = System.nanoTime();
        }
        return System.nanoTime() - clean > AFTERMATH.toNanos();
    }

    boolean hangs() {
        long now = ledger.get(Count.CYCLES);
        if (now != cycles) {
            cycles = now;
            seen();
        }
        return System.nanoTime() - last > patience.toNanos();
    }
}
