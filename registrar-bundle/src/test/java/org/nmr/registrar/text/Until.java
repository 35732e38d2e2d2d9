// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.text;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what cannot tell by itself that it has happened; a busy machine has time, and a failure is no hang. */
public final class Until {
    private static final long LIMIT_SECONDS = 60;

    private Until() {}

    /** Returns as soon as the condition holds; fails if that takes longer than anything should. */
    public static void holds(String condition, BooleanSupplier holds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("expected within " + LIMIT_SECONDS + " s, but did not see: " + condition);
            }
            Thread.onSpinWait();
        }
    }
}
