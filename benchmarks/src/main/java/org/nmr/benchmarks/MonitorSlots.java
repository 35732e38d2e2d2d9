// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What lost against the guard's shared slots: a list of the threads that are inside, with a monitor for each stripe.
 */
final class MonitorSlots {
    private static final int STRIPES = 64;

    private final Stripe[] stripes = new Stripe[STRIPES];

    MonitorSlots() {
        Arrays.setAll(stripes, i -> new Stripe());
    }

    @SuppressWarnings("deprecation") // threadId() is there from JDK 19 on
    Stripe enter() {
        Thread thread = Thread.currentThread();
        Stripe stripe = stripes[(int) thread.getId() & (STRIPES - 1)];
        stripe.enter(thread);
        return stripe;
    }

    /** Padded by its own array: both are made together, and only its threads write to either. */
    static final class Stripe {
        private @Nullable Thread[] inside = new Thread[32];
        private int count;
        private boolean isClosed;

        private synchronized void enter(Thread thread) {
            if (isClosed) {
                throw new IllegalStateException("expected to be open, but was closed");
            }
            if (count == inside.length) {
                inside = Arrays.copyOf(inside, 2 * count);
            }
            inside[count++] = thread;
        }

        synchronized void leave() {
            Thread thread = Thread.currentThread();
            int i = count - 1;
            while (inside[i] != thread) {
                i--;
            }
            inside[i] = inside[--count];
            inside[count] = null;
        }
    }
}
