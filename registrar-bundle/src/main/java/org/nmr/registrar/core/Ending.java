package org.nmr.registrar.core;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * Something that an unload waits for: the end of one registration, or the return of a module's {@code register}.
 *
 * <p>Opening has two steps, so that several endings can release all their waiting threads before the first
 * dependent action of any of them runs, which might wait for another.
 */
abstract class Ending {
    private final CountDownLatch latch = new CountDownLatch(1);
    private final CompletableFuture<Void> future = new CompletableFuture<>();

    /** Opens when it is over; never closes again. */
    final CountDownLatch latch() {
        return latch;
    }

    final boolean isOver() {
        return latch.getCount() == 0;
    }

    final CompletableFuture<Void> future() {
        return future;
    }

    /** First step: releases the waiting threads. */
    final void open() {
        latch.countDown();
    }

    /** Second step: runs dependent actions, which are foreign code. */
    final void complete() {
        future.complete(null);
    }

    /** Throws an exception if the thread is inside a callback whose return this waits for [A-14, B-6]. */
    abstract void refuseInside(Thread thread);

    /** Says in one line each what is outstanding, to people. */
    abstract List<String> outstanding();
}
