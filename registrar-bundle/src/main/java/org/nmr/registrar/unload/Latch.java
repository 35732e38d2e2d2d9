// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Opens once. Threads wait for that, for a limited time that holds also where the heap is full.
 *
 * <p>Not a {@link java.util.concurrent.CountDownLatch}: on newer JDKs, its {@code await} forgets the limit when it
 * finds no memory for its node, and then waits until the latch opens. A thread that waits for an unload must look at
 * deadlines and at results before that.
 */
public final class Latch {
    /** How long a thread pauses that no other can wake, because there is no memory to remember it. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(10);

    private volatile boolean isOpen;

    /** Who is woken. A thread adds itself before it looks whether this is open, so none is missed. */
    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();

    /** A waiting thread. Compared by identity, because {@code Thread.equals} may be a module's. */
    private static final class Waiter {
        private final Thread thread = Thread.currentThread();
    }

    /** Opens this, also if an Error has ended the last try in the middle. */
    public void open() {
        isOpen = true;
        for (Waiter each = waiters.poll(); each != null; each = waiters.poll()) {
            LockSupport.unpark(each.thread);
        }
    }

    /** Returns whether this is open, for good. */
    public boolean isOpen() {
        return isOpen;
    }

    /**
     * Waits until this is open, at most for the given nanoseconds; {@link Long#MAX_VALUE} is no limit.
     *
     * @return true if this is open
     * @throws InterruptedException if the thread is interrupted before or while it waits, and this is not open
     */
    public boolean await(long nanos) throws InterruptedException {
        if (isOpen) {
            return true;
        }
        Waiter waiter = add();
        try {
            park(nanos, waiter == null ? PAUSE : Long.MAX_VALUE);
            return isOpen;
        } finally {
            if (waiter != null) {
                waiters.remove(waiter);
            }
        }
    }

    private void park(long nanos, long atOnce) throws InterruptedException {
        long start = System.nanoTime();
        long left = nanos;
        while (!isOpen && left > 0) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            long pause = Math.min(left, atOnce);
            if (pause == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, pause);
            }
            left = nanos == Long.MAX_VALUE ? nanos : nanos - (System.nanoTime() - start);
        }
    }

    private @Nullable Waiter add() {
        try {
            Waiter waiter = new Waiter();
            waiters.add(waiter);
            return waiter;
        } catch (OutOfMemoryError full) {
            return null;
        }
    }
}
