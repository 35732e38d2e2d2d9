// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other modules do; their counters cannot be waited on, so it looks again and again. */
final class Conditions {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

    private Conditions() {}

    /** Returns when the condition holds. */
    static void await(String expected, BooleanSupplier condition) throws TimeoutException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            checkLimit(expected, start);
        }
    }

    /** Pauses, unless a wait that began then has lasted too long. */
    static void checkLimit(String expected, long start) throws TimeoutException {
        if (System.nanoTime() - start > LIMIT.toNanos()) {
            throw new TimeoutException("expected within " + LIMIT.toSeconds() + " s: " + expected);
        }
        LockSupport.parkNanos(PAUSE);
    }
}
