// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** One thread's wait for an unload: survives interrupts, says in the log for whom it waits, and applies the policies. */
final class Wait implements BooleanSupplier {
    /** So often a wait looks whether the policy has changed or the framework stops. */
    static final long LOOK = TimeUnit.SECONDS.toNanos(1);

    private final Unload unload;
    private final Unloads unloads;
    private final Timing timing;
    private final long start;
    private final long limit;

    /** The time to the first report, as the policy was at the last look. */
    private long reportAfter;

    private int reports;
    private long lastReport;
    private long nextLook;

    /** For the thread that will run it; the time begins now. */
    Wait(Unload unload, Unloads unloads, long limit) {
        this.unload = unload;
        this.unloads = unloads;
        this.timing = unloads.timing();
        this.start = timing.nanoTime();
        this.limit = limit;
        this.reportAfter = reportAfter();
    }

    private long reportAfter() {
        return unload.parts().stream()
                .mapToLong(part -> Policy.nanos(part.policy().reportAfter()))
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** Each interval is twice the one before, until it has no end. */
    private long nextReport() {
        long interval = reportAfter >> (Long.SIZE - 2 - reports) > 0 ? Long.MAX_VALUE / 2 : reportAfter << reports;
        return lastReport + interval;
    }

    /** Returns whether the unload is complete, false after the limit. */
    @Override
    public boolean getAsBoolean() {
        reportCycle();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return allOver();
                } catch (InterruptedException e) {
                    interrupted = true; // an unload is not cut short; the flag is restored below
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean allOver() throws InterruptedException {
        for (Ending part : unload.parts()) {
            if (!over(part)) {
                return false;
            }
        }
        if (reports > 0) {
            unloads.log().info(unload + " is complete after " + Report.time(elapsed()));
        }
        return true;
    }

    private boolean over(Ending part) throws InterruptedException {
        while (!part.isOver() && !timing.await(part.latch(), pause())) {
            if (elapsed() >= limit) {
                return false;
            }
        }
        return true;
    }

    /** Does what is due, and returns the time until something may be due again. */
    private long pause() {
        if (elapsed() >= nextLook) {
            nextLook = elapsed() + untilNextLook();
            reportAfter = reportAfter();
        }
        if (elapsed() >= nextReport()) {
            report();
        }
        return Math.max(Math.min(Math.min(limit, nextReport()), nextLook) - elapsed(), 0);
    }

    private long untilNextLook() {
        long next = LOOK;
        for (Ending part : unload.parts()) {
            next = Math.min(next, part.enforce());
        }
        return next;
    }

    private void report() {
        long elapsed = elapsed();
        lastReport = elapsed;
        reports++;
        String head = unload + " has waited " + Report.time(elapsed) + " for";
        unloads.log().warn(Log.text(head, () -> outstanding(head)));
    }

    private String outstanding(String head) {
        List<BindingCore<?, ?>> bindings = unload.parts().stream()
                .flatMap(part -> part.bindings().stream())
                .toList();
        int shown = Math.min(bindings.size(), Report.BINDINGS);
        Snapshot snapshot = new Snapshot(timing, /* withStacks= */ true);
        return Report.waited(
                head,
                snapshot.of(bindings.subList(0, shown)),
                bindings.size() - shown,
                snapshot.loading(unload.parts()),
                cycle(/* withLocks= */ true));
    }

    /** A circle is closed by the last wait of it, which is this one or comes later. */
    private void reportCycle() {
        List<String> cycle = cycle(/* withLocks= */ false);
        if (!cycle.isEmpty()) {
            unloads.log().warn(Report.cycle(unload + " waits for itself", cycle));
        }
    }

    private List<String> cycle(boolean withLocks) {
        return new WaitCycle(unloads.waiting(), withLocks).through(Thread.currentThread());
    }

    private long elapsed() {
        return timing.nanoTime() - start;
    }
}
