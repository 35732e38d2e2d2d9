// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The bindings that may be used now. Without one the senders wait here: they make no call, so nothing fails.
 *
 * <p>Thread safety: all methods may be called by any thread.
 */
final class ProviderBindings implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Guarded by {@link #lock}, like the fields below. */
    private final List<ProviderBinding> attached = new ArrayList<>();

    private boolean closed;
    private int turn;

    void add(ProviderBinding binding) {
        lock.lock();
        try {
            attached.add(binding);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void remove(ProviderBinding binding) {
        lock.lock();
        try {
            attached.remove(binding);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the binding whose turn it is, waiting until there is one; null after {@link #close}. */
    @Nullable
    ProviderBinding next() throws InterruptedException {
        lock.lock();
        try {
            while (attached.isEmpty() && !closed) {
                changed.await();
            }
            return closed ? null : attached.get(Math.floorMod(turn++, attached.size()));
        } finally {
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
