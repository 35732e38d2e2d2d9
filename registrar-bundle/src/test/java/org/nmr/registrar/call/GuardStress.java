// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * Callers run through batches of guards while a closer shuts them; every broken promise is counted.
 *
 * <p>Without barrier the same run shows calls inside drained guards: that is the weakened guard. As a program it runs
 * the form that the system properties choose: {@code GuardStress <seconds>}.
 */
final class GuardStress {
    private static final int BATCH = 4;
    private static final long HANG_NANOS = Duration.ofSeconds(120).toNanos();

    private final Runnable barrier;
    private final List<StressCaller> callers = new ArrayList<>();
    private volatile StressGuard[] batch = newBatch();
    private volatile boolean isOver;

    /** Written by the closer only. */
    private long guards;

    private long wrongDrains;
    private long wrongCounts;
    private long hangs;

    GuardStress(Runnable barrier, int threads) {
        this.barrier = barrier;
        for (int i = 0; i < threads; i++) {
            callers.add(new StressCaller(this));
        }
    }

    /** What happened; all but the first two must be 0. */
    record Report(long guards, long calls, long callsInDrained, long wrongDrains, long wrongCounts, long hangs) {
        boolean isClean() {
            return callsInDrained + wrongDrains + wrongCounts + hangs == 0;
        }
    }

    public static void main(String[] args) throws InterruptedException {
        Report report = new GuardStress(Barrier::run, 2).run(Duration.ofSeconds(Long.parseLong(args[0])), r -> false);
        System.out.println("fenced=" + Barrier.FENCED + " " + report);
        System.exit(report.isClean() ? 0 : 1);
    }

    StressGuard[] batch() {
        return batch;
    }

    boolean isOver() {
        return isOver;
    }

    /** Runs until the time is over or the report is enough. */
    Report run(Duration time, Predicate<Report> isEnough) throws InterruptedException {
        List<Thread> threads = callers.stream()
                .map(caller -> TestThreads.start(caller, "caller"))
                .toList();
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end && hangs == 0 && !isEnough.test(report())) {
            round();
        }
        isOver = true;
        for (Thread thread : threads) {
            thread.join();
        }
        return report();
    }

    private Report report() {
        long calls = callers.stream().mapToLong(StressCaller::calls).sum();
        long late = callers.stream().mapToLong(StressCaller::late).sum();
        return new Report(guards, calls, late, wrongDrains, wrongCounts, hangs);
    }

    private void round() {
        StressGuard[] now = batch;
        awaitCallers(now);
        boolean needsBarrier = false;
        for (StressGuard guard : now) {
            needsBarrier |= guard.shut();
        }
        if (needsBarrier) {
            barrier.run();
        }
        for (int i = BATCH - 1; i >= 0; i--) { // without barrier the last one shut has the shortest time
            now[i].afterBarrier();
        }
        for (StressGuard guard : now) {
            awaitDrained(guard);
        }
        batch = newBatch();
    }

    /** Lets callers get to the fast path of most batches, and closes some while they make their slots. */
    private void awaitCallers(StressGuard[] now) {
        long deadline = System.nanoTime() + Duration.ofMillis(1).toNanos();
        while (!now[0].isUsed() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        int spins = ThreadLocalRandom.current().nextInt(300);
        for (int i = 0; i < spins; i++) {
            Thread.onSpinWait();
        }
    }

    private void awaitDrained(StressGuard guard) {
        long deadline = System.nanoTime() + HANG_NANOS;
        while (guard.drains() == 0 && System.nanoTime() < deadline) {
            wrongCounts += guard.holders().stream().anyMatch(holder -> holder.calls() < 0) ? 1 : 0;
            Thread.yield();
        }
        guards++;
        hangs += guard.drains() == 0 ? 1 : 0;
        wrongDrains += guard.drains() > 1 || !guard.holders().isEmpty() ? 1 : 0;
    }

    private static StressGuard[] newBatch() {
        StressGuard[] guards = new StressGuard[BATCH];
        for (int i = 0; i < BATCH; i++) {
            guards[i] = new StressGuard();
            guards[i].open(TestGuard.TARGET);
        }
        return guards;
    }

    /** Tells without any fence whether it is drained. */
    static final class StressGuard extends TestGuard {
        private volatile boolean isDrained;
        private volatile boolean isUsed;

        @Override
        protected void drained() {
            super.drained();
            isDrained = true;
        }

        boolean wasDrained() {
            return isDrained;
        }

        boolean isUsed() {
            return isUsed;
        }

        void used() {
            if (!isUsed) {
                isUsed = true;
            }
        }
    }
}
