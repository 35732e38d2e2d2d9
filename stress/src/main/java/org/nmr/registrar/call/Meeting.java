// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.util.concurrent.atomic.AtomicInteger;

/** Two actors wait for each other here, so that what follows happens at the same moment. */
final class Meeting {
    private static final int SPINS = 2000;

    private final AtomicInteger arrived = new AtomicInteger();

    /** Spins, because what follows must come at the same moment; yields where the other one has no processor. */
    @SuppressWarnings("ThreadPriorityCheck")
    void await() {
        arrived.incrementAndGet();
        for (int i = 0; arrived.get() < 2; i++) {
            if (i < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }
}
