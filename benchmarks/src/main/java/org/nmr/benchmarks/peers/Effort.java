// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.nmr.benchmarks.peers.work.Shape;

/** How much of the work there is, and for how long it is repeated in one JVM. */
enum Effort {
    /** Shows that everything runs; the figures say nothing. */
    QUICK(10, 20),
    /** Figures to quote. */
    FULL(250, 10_000);

    private static final int FEWEST = 3;
    private static final int PATIENCE = 8;

    private final long nanos;
    private final int wakeUps;

    Effort(int millis, int wakeUps) {
        this.nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        this.wakeUps = wakeUps;
    }

    /** So long the work is repeated while it counts. */
    long nanos() {
        return nanos;
    }

    /** Repeats it before it counts: for twice that time, because a busy machine's compiler is late. */
    <E extends Exception> void warmUp(int times, Step<E> step) throws E {
        repeat(times, 2 * nanos, step);
    }

    /** Repeats it while it counts. */
    <E extends Exception> void repeat(int times, Step<E> step) throws E {
        repeat(times, nanos, step);
    }

    /** For that time; and on, if it was not that often, for some more time. Three times at least. */
    private <E extends Exception> void repeat(int times, long atLeast, Step<E> step) throws E {
        long begin = System.nanoTime();
        long elapsed = 0;
        for (int i = 0; i < FEWEST || elapsed < atLeast || (i < times && elapsed < PATIENCE * nanos); i++) {
            step.run();
            elapsed = System.nanoTime() - begin;
        }
    }

    /** How often a provider is updated, while the calls are counted. */
    int updates() {
        return this == QUICK ? 8 : 10;
    }

    /** The time from one update to the next. */
    Duration interval() {
        return this == QUICK ? Duration.ofMillis(250) : Duration.ofSeconds(1);
    }

    /** How often a thread is woken before it counts. */
    int wakeUps() {
        return wakeUps;
    }

    /** For churn; the last one is also for bytes. */
    List<Shape> shapes() {
        return this == QUICK
                ? List.of(new Shape(1, 10), new Shape(10, 1), new Shape(5, 5), new Shape(1, 100))
                : List.of(new Shape(1, 1_000), new Shape(1_000, 1), new Shape(100, 100), new Shape(1, 10_000));
    }

    Shape largest() {
        return shapes().get(shapes().size() - 1);
    }

    /** How many unrelated registrations there are, rising. */
    List<Integer> unrelated() {
        return this == QUICK ? List.of(0, 100, 1_000) : List.of(0, 10_000, 100_000);
    }

    /**
     * What is repeated.
     *
     * @param <E> what it throws
     */
    @FunctionalInterface
    interface Step<E extends Exception> {
        void run() throws E;
    }
}
