// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Lets all threads take their steps, or one stop them between two steps. */
final class Gate {
    /** Fair, so that whoever closes it gets his turn. */
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(/* fair= */ true);

    void pass(Runnable step) {
        lock.readLock().lock();
        try {
            step.run();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Runs something while nobody is in a step; returns false if the steps do not end in time. */
    boolean close(Duration patience, Runnable look) throws InterruptedException {
        if (!lock.writeLock().tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            look.run();
        } finally {
            lock.writeLock().unlock();
        }
        return true;
    }
}
