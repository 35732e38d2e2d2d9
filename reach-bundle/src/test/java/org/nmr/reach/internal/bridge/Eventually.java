// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads bring about. */
public final class Eventually {
    private static final long LIMIT = 20_000_000_000L;

    private Eventually() {}

    /** Waits until a condition holds. */
    public static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                StringBuilder threads = new StringBuilder();
                Thread.getAllStackTraces().forEach((thread, stack) -> {
                    threads.append('\n').append(thread.getName());
                    for (StackTraceElement each : stack) {
                        threads.append("\n    ").append(each);
                    }
                });
                throw new AssertionError("expected " + what + threads);
            }
            LockSupport.parkNanos(200_000);
        }
    }
}
