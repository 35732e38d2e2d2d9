// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.registrar.report.Cycle;
import org.nmr.registrar.report.Report;

/**
 * One thread's wait for an unload: survives interrupts, says in the log for whom it waits, and applies the policies.
 *
 * <p>Only completion, a revocation or the refusal of {@link Insiders} ends it before its limit. What policies, reports,
 * the clock and foreign objects throw is caught, reported once, and the wait goes on. An Error that leaves it all the
 * same is the caller's: {@link Unload} begins the wait anew, unless the stack has ended.
 */
public final class UnloadWait {
    /** So often a wait looks whether the policy has changed or the framework stops. */
    static final long LOOK = TimeUnit.SECONDS.toNanos(1);

    static final String DISTURBED = ": an exception has disturbed the wait. The wait continues";

    /** So soon it looks whether only such threads are left as wait for themselves; then less and less often. */
    private static final long LOOK_FOR_OTHERS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long LONGEST_FOR_OTHERS = 8 * LOOK_FOR_OTHERS;

    /** If the stack ends in so many sleeps in a row, this thread cannot wait. */
    private static final int OVERFLOWS = 3;

    private final Unload unload;
    private final UnloadControl unloads;
    private final Timing timing;
    private final long start;
    private final long limit;
    private final ResultLooks results;

    /** Stands for the parts while the end has not begun. Never opens. */
    private final Latch notBegun = new Latch();

    /** The time to the first report, as the policy was at the last look. */
    private long reportAfter;

    private int reports;

    /** What was outstanding at the last report. */
    private List<Outstanding> reported = List.of();

    private long lastReport;
    private long nextLook;

    /** Null if this thread is not inside what it waits for, or if that is not known yet. */
    private @Nullable Insiders insiders;

    private boolean isInsideKnown;
    private long forOthers = LOOK_FOR_OTHERS / 2;

    private boolean hasReported;

    /** How often in a row the stack was too short to sleep. */
    private int overflows;

    /**
     * For the thread that will run it; the time begins now.
     *
     * @param hasReported whether a try before this one has reported what disturbs the wait
     */
    UnloadWait(Unload unload, UnloadControl unloads, long limit, boolean hasReported) {
        this.hasReported = hasReported;
        this.unload = unload;
        this.unloads = unloads;
        this.timing = unloads.timing();
        this.start = timing.nanoTime();
        this.limit = limit;
        this.results = new ResultLooks(unload, unloads.askers());
        this.reportAfter = Policy.nanos(Policy.DEFAULT.reportAfter());
    }

    /**
     * Returns whether the unload is complete, false after the limit.
     *
     * @throws IllegalStateException if this thread is inside what it waits for, and the end waits for no other thread
     *     or the limit is over
     */
    boolean run() {
        boolean hasLooked = attempt(UnloadWait::look);
        attempt(UnloadWait::lookAtResults);
        if (!hasLooked || !unload.isComplete()) {
            WaitingThreads.Entry entry = unloads.waits().begin(unload);
            try {
                return runListed(entry);
            } finally {
                entry.isOver = true;
                unloads.waits().clean();
            }
        }
        return true;
    }

    private boolean runListed(WaitingThreads.Entry entry) {
        attempt(UnloadWait::findInside);
        if (insiders == null) {
            attempt(UnloadWait::reportCycle);
        }
        attempt(UnloadWait::applyPolicies);
        boolean interrupted = false;
        try {
            while (!unload.isComplete()) {
                long pause = pause(entry);
                attempt(UnloadWait::findInside);
                refuse();
                if (elapsed() >= limit) {
                    return false;
                }
                interrupted |= sleep(entry, pause);
                attempt(UnloadWait::tellTime); // before it is awake, or a frozen process is not noticed
            }
            attempt(UnloadWait::reportEnd);
            attempt(UnloadWait::sumUpWarnings);
            return true;
        } finally {
            if (interrupted) {
                Interrupts.restore();
            }
        }
    }

    /**
     * Does what is due; returns whether nothing was thrown. The steps capture nothing, so that the call allocates
     * nothing and cannot fail where the heap is full.
     */
    private boolean attempt(Consumer<UnloadWait> step) {
        try {
            step.accept(this);
            return true;
        } catch (Throwable failed) { // whatever it is, it ends no wait
            reportOnce(failed);
            return false;
        }
    }

    private void reportOnce(Throwable failed) {
        if (hasReported) {
            return;
        }
        hasReported = true;
        try {
            unloads.log().warn(unload + DISTURBED, failed);
        } catch (Throwable again) {
            hasReported = true; // there is no place left to report it
        }
    }

    boolean hasReported() {
        return hasReported;
    }

    private void look() {
        unload.look();
    }

    private void lookAtResults() {
        results.look(elapsed());
    }

    private void tellTime() {
        unloads.runningTime().nanoTime();
    }

    private void sumUpWarnings() {
        unloads.warnings().sumUp();
    }

    /** Returns whether the thread was interrupted: an unload is not cut short, the flag is restored at the end. */
    private boolean sleep(WaitingThreads.Entry entry, long pause) {
        try {
            entry.sleep(timing.nanoTime() + pause);
            timing.await(latch(), pause);
            overflows = 0;
            return false;
        } catch (InterruptedException e) {
            return true;
        } catch (StackOverflowError ended) {
            if (++overflows == OVERFLOWS) {
                throw ended;
            }
            reportOnce(ended);
            return false;
        } catch (Error failed) { // the heap is used up: parking needs nothing of it
            reportOnce(failed);
            LockSupport.parkNanos(Math.min(pause, LOOK_FOR_OTHERS));
            return Thread.interrupted();
        }
    }

    /** Returns that of the first part that is not over; one that is open if none is. */
    private Latch latch() {
        Latch latch = notBegun;
        for (End part : unload.parts()) {
            latch = part.latch();
            if (!part.isOver()) {
                break;
            }
        }
        return latch;
    }

    /** Once; again if an Error has kept this thread from knowing it, or the end from its begin. */
    private void findInside() {
        if (!isInsideKnown) {
            boolean hasBegun = unload.hasBegun();
            insiders = Insiders.of(unload, unloads);
            isInsideKnown = hasBegun;
        }
    }

    private void refuse() {
        Insiders inside = insiders;
        if (inside != null && (elapsed() >= limit || inside.areAlone())) {
            throw inside.refusal();
        }
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

    /**
     * Does what is due, and returns the time until something may be due again. Only a thread for which something is due
     * counts as awake. So of many threads that look whether only they are left, each finds the others asleep.
     */
    private long pause(WaitingThreads.Entry entry) {
        if (elapsed() >= Math.min(nextLook, results.next())) {
            entry.wake();
        }
        if (elapsed() >= nextLook) {
            nextLook = elapsed() + LOOK; // also if what follows fails
            attempt(UnloadWait::look);
            attempt(UnloadWait::applyPolicies);
        }
        if (elapsed() >= nextReport()) {
            lastReport = elapsed();
            reports++;
            attempt(UnloadWait::report);
        }
        attempt(UnloadWait::lookAtResults);
        long next = Math.min(Math.min(limit, nextReport()), Math.min(nextLook, results.next()));
        long pause = Math.max(next - elapsed(), 0);
        return insiders == null && isInsideKnown ? pause : Math.min(pause, lookForOthers());
    }

    private long lookForOthers() {
        forOthers = Math.min(2 * forOthers, LONGEST_FOR_OTHERS);
        return forOthers;
    }

    private void applyPolicies() {
        long next = LOOK;
        reportAfter = reportAfter();
        for (End part : unload.parts()) {
            next = Math.min(next, part.enforce());
        }
        nextLook = elapsed() + next;
    }

    private void reportEnd() {
        if (reports > 0) {
            unloads.isComplete(unload + " is complete after " + Report.time(elapsed()), reported);
        }
    }

    private void report() {
        String head = unload + " has waited " + Report.time(elapsed()) + " for";
        unloads.log().warn(Log.text(head, () -> outstanding(head)));
    }

    private String outstanding(String head) {
        List<Outstanding> bindings = unload.parts().stream()
                .<Outstanding>flatMap(part -> part.outstanding().stream())
                .toList();
        reported = bindings;
        Snapshot snapshot = new Snapshot(timing, /* withStacks= */ true);
        List<BindingDTO> copies = snapshot.of(Outstanding.culpritsFirst(bindings, Report.BINDINGS));
        unloads.events().blocked(unload.toString(), elapsed(), copies);
        return Report.waited(
                head,
                copies,
                Math.max(bindings.size() - Report.BINDINGS, 0),
                snapshot.loading(unload.parts()),
                cycle(/* withLocks= */ true),
                unload.parts().stream().map(End::advice).toList());
    }

    /** A cycle is closed by the last wait of it, which is this one or comes later. */
    private void reportCycle() {
        Cycle cycle = cycle(/* withLocks= */ false);
        if (!cycle.isEmpty()) {
            unloads.log().warn(Report.cycle(unload + " waits for itself", cycle));
        }
    }

    private Cycle cycle(boolean withLocks) {
        return new WaitCycle(unloads.waiting(), withLocks).through(Thread.currentThread());
    }

    private long elapsed() {
        return timing.nanoTime() - start;
    }
}
