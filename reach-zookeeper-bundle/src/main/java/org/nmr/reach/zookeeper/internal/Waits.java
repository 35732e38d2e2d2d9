// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.zookeeper.internal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits that an interrupt does not end. */
final class Waits {
    private Waits() {}

    /** Waits for a latch, at most for some time. An interrupt is kept for later. */
    static boolean uninterrupted(CountDownLatch latch, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    return latch.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException later) {
                    isInterrupted = true;
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
