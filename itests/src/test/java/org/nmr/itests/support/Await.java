// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.support;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.nmr.itests.shared.Scenario;

/** Waits for what cannot tell by itself that it has happened. */
public final class Await {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private Await() {}

    /** Returns as soon as the condition holds; fails if that takes longer than anything should. */
    public static void until(String condition, BooleanSupplier holds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Scenario.DEADLINE_SECONDS);
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "expected within " + Scenario.DEADLINE_SECONDS + " s, but did not see: " + condition);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
