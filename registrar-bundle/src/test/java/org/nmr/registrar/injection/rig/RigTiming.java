// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection.rig;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.nmr.registrar.core.Timing;

/** A clock that each wait moves on at once. The first look of a wait lets out whoever is inside. */
final class RigTiming implements Timing {
    /** So many looks in vain are a wait without end. */
    private static final int LOOKS = 200;

    private final Runnable duringWait;
    private volatile long now = 1;
    private volatile int looks;

    RigTiming(Runnable duringWait) {
        this.duringWait = duringWait;
    }

    void pass(long seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public boolean await(CountDownLatch latch, long nanos) {
        if (latch.getCount() > 0) {
            duringWait.run();
        }
        if (latch.getCount() == 0) {
            looks = 0;
            return true;
        }
        now += Math.max(nanos, TimeUnit.MILLISECONDS.toNanos(1));
        if (++looks > LOOKS) {
            throw new Stuck();
        }
        return false;
    }

    /** A wait that nothing would end. */
    static final class Stuck extends Error {
        private static final long serialVersionUID = 1L;

        Stuck() {
            super("a wait goes on though nobody is inside");
        }
    }
}
