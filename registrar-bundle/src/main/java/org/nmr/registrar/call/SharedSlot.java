// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import org.jspecify.annotations.Nullable;
import org.nmr.Call;

/**
 * The calls of whichever thread has claimed this slot: one object for all of them, so that a call allocates nothing.
 *
 * <p>A thread owns the slot only while it is inside. So the slot pins no thread that is not, and serves any number of
 * threads in turns.
 *
 * @param <D> the dispatch type of the peer
 */
final class SharedSlot<D> extends SlotOwner implements Call<D> {
    private final Guard<D> guard;

    // wherever this lies, nothing that other threads use shares a pair of cache lines with the owner
    @SuppressWarnings("unused")
    private long q1, q2, q3, q4, q5, q6, q7, q8, q9, q10, q11, q12, q13, q14, q15, q16;

    SharedSlot(Guard<D> guard) {
        this.guard = guard;
    }

    @Override
    public D dispatch() {
        return guard.targetInside();
    }

    /**
     * If this throws, the call is still open: an Error after the slot is free is left to the next thread that looks.
     */
    @Override
    public void close() {
        Thread thread = owner;
        if (thread != Thread.currentThread()) {
            throw misused(thread);
        }
        if (nested > 0) {
            nested--;
            return; // the outer call is still inside
        }
        boolean isFree = false;
        try {
            free();
            isFree = true;
            if (!guard.isOpen()) {
                guard.left();
            }
        } catch (Throwable endOfStack) {
            if (!isFree) {
                owner = null;
            }
        }
    }

    private IllegalStateException misused(@Nullable Thread thread) {
        return thread == null ? Misuse.closedTwice(guard) : Misuse.wrongThread(guard, thread, Thread.currentThread());
    }
}
