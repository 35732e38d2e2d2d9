// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import org.nmr.Call;
import org.nmr.registrar.call.GuardStress.StressGuard;

/** Calls through the guards of the current batch, in several ways. */
final class StressCaller implements Runnable {
    private static final int LINES = 1 << 16;

    /** More than fits into a cache: a store to the slot that comes after stores to these is seen late. */
    private final long[] far = new long[LINES * 64];

    private final GuardStress stress;

    /** Written by this caller only. */
    private volatile long calls;

    private volatile long late;

    StressCaller(GuardStress stress) {
        this.stress = stress;
    }

    long calls() {
        return calls;
    }

    long late() {
        return late;
    }

    @Override
    public void run() {
        for (int i = 0; !stress.isOver(); i++) {
            StressGuard[] batch = stress.batch();
            long done = 0;
            for (int round = 0; round < 16; round++) {
                for (StressGuard guard : batch) {
                    done += call(guard, i + round) ? 1 : 0;
                }
            }
            calls = calls + done;
        }
    }

    private boolean call(StressGuard guard, int number) {
        try {
            switch (number & 31) {
                case 0 -> nested(guard);
                case 1 -> detached(guard);
                case 2, 3, 4, 5 -> shared(guard, number);
                default -> plain(guard, number);
            }
            guard.used();
            return true;
        } catch (TestGuard.Refused e) {
            return false;
        }
    }

    private void plain(StressGuard guard, int number) {
        delayStores(number);
        Call<String> call = guard.enter();
        watch(guard);
        call.close();
    }

    private void nested(StressGuard guard) {
        try (Call<String> outer = guard.enter()) {
            plain(guard, 2);
            watch(guard);
        }
    }

    private void shared(StressGuard guard, int number) {
        delayStores(number);
        Call<String> call = guard.enterShared(Thread.currentThread());
        watch(guard);
        call.close();
    }

    private void detached(StressGuard guard) {
        try (Call<String> call = guard.enterDetached("test")) {
            watch(guard);
        }
    }

    private void delayStores(int number) {
        for (int i = 0; i < 24; i++) {
            int line = (number * 24 + i) * 40_503 & LINES - 1;
            far[line * 64] = number;
        }
    }

    /** The call: a moment in which the guard must not be drained. */
    private void watch(StressGuard guard) {
        for (int i = 0; i < 400; i++) {
            if (guard.wasDrained()) {
                late = late + 1;
                return;
            }
        }
    }
}
