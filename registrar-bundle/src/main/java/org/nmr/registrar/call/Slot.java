// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import org.nmr.Call;

/**
 * The calls of one platform thread through one guard; one object for all of them, so that a call allocates nothing.
 *
 * <p>Refers weakly to the thread: a guard pins neither a thread nor its context class loader.
 *
 * @param <D> the dispatch type of the peer
 */
final class Slot<D> extends CallCount implements Call<D> {
    private final Guard<D> guard;

    // wherever this lies, nothing that other threads use shares a pair of cache lines with the count
    @SuppressWarnings("unused")
    private long q1, q2, q3, q4, q5, q6, q7, q8, q9, q10, q11, q12, q13, q14, q15, q16;

    Slot(Guard<D> guard, Thread owner) {
        super(owner);
        this.guard = guard;
    }

    @Override
    public D dispatch() {
        return guard.targetInside();
    }

    /**
     * If this throws, the call is still open: an Error after the count went down is left to the next thread that looks.
     */
    @Override
    public void close() {
        int open = ownCalls();
        if (open == 0 || !refersTo(Thread.currentThread())) {
            throw misused();
        }
        try {
            down();
            if (guard.isClosed()) {
                guard.left();
            }
        } catch (Throwable endOfStack) {
            calls = open - 1;
        }
    }

    private IllegalStateException misused() {
        Thread current = Thread.currentThread();
        return refersTo(current) ? Misuse.closedTwice(guard) : Misuse.wrongThread(guard, get(), current);
    }

    /** Whether nobody will use this again. A thread that ended inside still counts. */
    boolean isDead() {
        Thread owner = get();
        return (owner == null || !owner.isAlive()) && calls() == 0;
    }
}
