// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.nmr.registrar.unload.Latch;
import org.nmr.registrar.unload.Timing;

/** A clock that each wait moves on at once. The first look of a wait lets out whoever is inside. */
final class RigTiming implements Timing {
    /** So many looks in vain are a wait without end. */
    private static final int LOOKS = 200;

    private final Runnable duringWait;
    private final CountDownLatch never = new CountDownLatch(1);

    /** Told of a wait that does not end. */
    private volatile Runnable onStuck = () -> {};

    private volatile long now = 1;
    private volatile int looks;

    RigTiming(Runnable duringWait) {
        this.duringWait = duringWait;
    }

    /** Counts the looks anew. */
    void begin(Runnable newOnStuck) {
        looks = 0;
        onStuck = newOnStuck;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public boolean await(Latch latch, long nanos) throws InterruptedException {
        if (!latch.isOpen()) {
            duringWait.run();
        }
        if (latch.isOpen()) {
            looks = 0;
            return true;
        }
        now += Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(1));
        if (++looks > LOOKS) {
            onStuck.run();
            never.await(); // whatever it threw, a wait would not end for it
        }
        return false;
    }
}
