// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Lets all threads take their steps, or one stop them between two steps. */
final class Gate {
    /** Fair, so that whoever closes it gets his turn. */
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(/* fair= */ true);

    /** How often it was closed. Guarded by the lock. */
    private int round;

    /** The round of each thread's last step. */
    private final Map<Thread, Integer> lastSteps = new ConcurrentHashMap<>();

    void pass(Runnable step) {
        lock.readLock().lock();
        try {
            step.run();
        } finally {
            lastSteps.put(Thread.currentThread(), round);
            lock.readLock().unlock();
        }
    }

    /** Runs something while no thread is in a step; returns false if the steps do not end in time. */
    boolean close(Duration patience, Runnable look) throws InterruptedException {
        if (!lock.writeLock().tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            round++;
            look.run();
        } finally {
            lock.writeLock().unlock();
        }
        return true;
    }

    /** Which closing this is, for whoever has closed it. */
    int round() {
        return round;
    }

    /**
     * The last closing after which every thread has taken a step; threads that have ended do not count. For whoever has
     * closed it.
     */
    int movedSince() {
        lastSteps.keySet().removeIf(thread -> !thread.isAlive());
        return lastSteps.values().stream().mapToInt(each -> each).min().orElse(round);
    }
}
