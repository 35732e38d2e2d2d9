// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import java.util.concurrent.TimeUnit;

/**
 * Opens once. Threads wait for that, for a limited time.
 *
 * <p>Not a {@link java.util.concurrent.CountDownLatch}: on newer JDKs, its {@code await} forgets the limit when it
 * finds no memory for its node. A drain must be over at its timeout. The wait for a monitor needs no memory.
 */
final class Latch {
    private boolean isOpen;

    synchronized void open() {
        isOpen = true;
        notifyAll();
    }

    /** Returns whether it is open; waits for that, at most for so many nanoseconds. */
    synchronized boolean await(long nanos) throws InterruptedException {
        long begin = System.nanoTime();
        for (long left = nanos; !isOpen && left > 0; left = nanos - (System.nanoTime() - begin)) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return isOpen;
    }
}
