// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge;

import java.util.concurrent.CountDownLatch;

/** Waits whatever interrupts. */
final class Waiting {
    private Waiting() {}

    static void on(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
