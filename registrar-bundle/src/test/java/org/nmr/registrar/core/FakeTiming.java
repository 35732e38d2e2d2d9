package org.nmr.registrar.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A clock that a wait moves on at once; for one thread. */
final class FakeTiming implements Timing {
    /** What happens during a wait. */
    interface Step {
        void run() throws InterruptedException;
    }

    /** How long each wait was told to be, in seconds. */
    final List<Long> waits = new ArrayList<>();

    private final Deque<Step> steps = new ArrayDeque<>();
    private long now = Long.MAX_VALUE - 1; // close to the overflow that System.nanoTime() may have

    /** Adds what happens during the next wait that nothing was said about. */
    FakeTiming then(Step step) {
        steps.add(step);
        return this;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public boolean await(CountDownLatch latch, long nanos) throws InterruptedException {
        if (latch.getCount() > 0) {
            waits.add(TimeUnit.NANOSECONDS.toSeconds(nanos));
            steps.removeFirst().run();
            now += nanos;
        }
        return latch.getCount() == 0;
    }
}
