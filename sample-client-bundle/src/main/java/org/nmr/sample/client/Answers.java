// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.client;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The answers that senders wait for at one binding. A datagram may get lost, so each wait has an end.
 *
 * <p>Thread safety: all methods may be called by any thread.
 */
final class Answers implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** The numbers without an answer so far that somebody asked for; guarded by {@link #lock}. */
    private final Set<Long> missing = new HashSet<>();

    /** Set when no answer will come any more; guarded by {@link #lock}. */
    private boolean closed;

    /** Must come before the datagram is sent, or a quick answer would be missed. */
    void expect(long number) {
        lock.lock();
        try {
            missing.add(number);
        } finally {
            lock.unlock();
        }
    }

    /** Takes an answer; one that nobody waits for any more is ignored. */
    void arrived(long number) {
        lock.lock();
        try {
            if (missing.remove(number)) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for an expected answer; returns false if it has not come in time, or none will come any more. */
    boolean await(long number, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (missing.contains(number) && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !missing.contains(number);
        } finally {
            missing.remove(number);
            lock.unlock();
        }
    }

    /** Ends every wait, now and later. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
