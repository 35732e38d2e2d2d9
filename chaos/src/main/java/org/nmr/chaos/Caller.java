// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.nmr.chaos.shared.Rule;

/** One thread that works in the modules: the traffic. */
final class Caller implements Runnable {
    /** So much at once, and then a pause, because the processors are few. */
    private static final int BURST = 8;

    private static final long PAUSE_NANOS = 400_000;

    private final Run run;
    private final SplittableRandom random;

    Caller(Run run, int number) {
        this.run = run;
        this.random =
                new SplittableRandom(run.options().script().of(-1000 - number).seed());
    }

    @Override
    public void run() {
        while (!run.isOver()) {
            run.gate().pass(this::burst);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void burst() {
        for (int i = 0; i < BURST; i++) {
            try {
                run.workforce().work(random);
            } catch (RuntimeException | Error e) {
                run.ledger().broken(Rule.EXCEPTION, Dump.of(e));
            }
        }
    }
}
