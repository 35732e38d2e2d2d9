// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts a thread for each task. Daemons, so that one that is stuck does not hold up the JVM. */
final class Threads {
    static final String NAME = "testkit-";

    private final AtomicInteger count = new AtomicInteger();

    /** What runs, or has failed and the test has not seen it. What is complete is not kept in memory. */
    private final Set<Running<?>> open = ConcurrentHashMap.newKeySet();

    <T> Running<T> start(Callable<T> task) {
        Running<T> running = new Running<>(NAME + count.incrementAndGet(), task, open::remove);
        open.add(running);
        running.start();
        return running;
    }

    /**
     * Waits until everything is complete.
     *
     * @throws AssertionError if something is not complete in time, or has failed and the test has not seen it
     */
    void assertComplete() {
        long end = System.nanoTime() + Waits.limit().toNanos();
        List<Running<?>> started = List.copyOf(open);
        List<String> left = new ArrayList<>();
        for (Running<?> running : started) {
            if (!running.awaits(end)) {
                left.add(Waits.describe(running.thread()));
            }
        }
        new Counted("thread", "of the test to be left at its end")
                .assertSeen(
                        0, left, "Waited " + Waits.limit().toSeconds() + " s. Let them return before the test does.");
        started.stream().filter(open::contains).forEach(Running::get);
    }
}
