// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.call.Holder;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.report.ThreadReport;

/**
 * What an unload waits for: the end of one registration, of one binding, or of code of a module that belongs to no
 * binding.
 *
 * <p>It completes in two steps, {@link #releaseWaiters} and {@link #runDependents}. So several ends can release all
 * their waiting threads before the first dependent action of any of them runs, which might wait for another.
 */
public abstract class End extends Completion {
    /** How long after the interrupts the rest is revoked. */
    public static final long GRACE = TimeUnit.SECONDS.toNanos(1);

    private final Latch latch = new Latch();

    /** The completions of unloads that this is one part of. Added to under this, not changed in place. */
    private volatile List<JointCompletion> joint = List.of();

    private final UnloadControl unloads;

    /** When this has begun; empty before that. Guarded by this. */
    private OptionalLong begun = OptionalLong.empty();

    /** The same on the clock of {@link RunningTime}; guarded by this. */
    private long begunRunning;

    /** When, on that clock, the first thing was done that the policy wants at the deadline; guarded by this. */
    private OptionalLong acted = OptionalLong.empty();

    protected End(UnloadControl unloads) {
        this.unloads = unloads;
    }

    /** Starts the clock of the policy, unless it runs. */
    public final synchronized void begin() {
        if (begun.isEmpty()) {
            begunRunning = unloads.runningTime().nanoTime();
            begun = OptionalLong.of(unloads.timing().nanoTime());
        }
    }

    /** After {@link #begin}. */
    final synchronized long begun() {
        return begun.orElseThrow();
    }

    private synchronized long begunRunning() {
        return begunRunning;
    }

    /** Opens when the waiting threads are released, for good. */
    public final Latch latch() {
        return latch;
    }

    /** Whether the waiting threads are released. */
    public final boolean isOver() {
        return latch.isOpen();
    }

    /** First step: releases the waiting threads. */
    public final void releaseWaiters() {
        latch.open();
    }

    /**
     * Releases the waiting threads if there is nothing left to wait for, and an Error has kept others from doing so.
     */
    public abstract void look();

    /** Lets a completion look when this is complete. */
    final void tell(JointCompletion completion) {
        synchronized (this) {
            joint = Stream.concat(joint.stream(), Stream.of(completion)).toList();
        }
    }

    /** Those of the unloads that this is one part of, too. */
    @Override
    public final boolean runDependents() {
        boolean haveRun = super.runDependents();
        for (JointCompletion each : joint) {
            each.look();
        }
        return haveRun;
    }

    @Override
    public final void dependentFailed(Throwable thrown) {
        unloads.dependentFailed(this, thrown);
    }

    /** Takes what has ended out of where it is kept, before the waiting threads are released. May be repeated. */
    public void forget() {}

    /** Releases the waiting threads and runs the dependent actions, also if that was done before. */
    public void finish() {
        forget();
        releaseWaiters();
        if (runDependents()) {
            unloads.finishing().remove(this);
        }
    }

    /**
     * The same for a thread that has nothing to do with this: actions that depend on it run on a thread of their own,
     * because they may block.
     */
    final void finishFor(Executor actions) {
        if (!isReady()) {
            return;
        }
        forget();
        releaseWaiters();
        if (hasIdleDependents()) {
            actions.execute(this::finish);
        } else {
            finish();
        }
    }

    /** Whether its waiting threads may be released, once it is among those that finish. */
    public boolean isReady() {
        return true;
    }

    /** Those of the unloads that this is one part of, too. */
    @Override
    public final boolean hasIdleDependents() {
        return super.hasIdleDependents() || joint.stream().anyMatch(JointCompletion::hasIdleDependents);
    }

    /** What this shares with the other ends of the registrar. */
    public final UnloadControl unloads() {
        return unloads;
    }

    /** The registrar's policy, or what the registration says of its own. */
    public Policy policy() {
        return unloads.policy();
    }

    /** Does what the policy wants now; returns after how many nanoseconds it wants something next. */
    final long enforce() {
        if (isOver()) {
            return Long.MAX_VALUE;
        }
        if (unloads.isShutdownOver()) {
            revoke("the shutdown budget of the framework is used up");
            return Long.MAX_VALUE;
        }
        Policy policy = policy();
        long limit = policy.deadline().map(Policy::nanos).orElse(Long.MAX_VALUE);
        long left = limit - (unloads.runningTime().nanoTime() - begunRunning());
        return left > 0 ? left : atDeadline(policy);
    }

    private long atDeadline(Policy policy) {
        String why =
                "the deadline of " + Report.time(Policy.nanos(policy.deadline().orElseThrow())) + " has passed";
        switch (policy.atDeadline()) {
            case WAIT -> {
                if (act()) {
                    unloads.warnings()
                            .warn(
                                    "ends that go on waiting",
                                    this + ": " + why + ". It continues to wait, as configured");
                }
            }
            case REVOKE -> revoke(why);
            case INTERRUPT -> {
                if (act()) {
                    interruptInside(why);
                }
                long grace = graceLeft();
                if (grace > 0) {
                    return grace;
                }
                revoke(why);
            }
        }
        return Long.MAX_VALUE;
    }

    /** Returns whether the first thing is to be done. */
    private synchronized boolean act() {
        boolean first = acted.isEmpty();
        if (first) {
            acted = OptionalLong.of(unloads.runningTime().nanoTime());
        }
        return first;
    }

    private synchronized long graceLeft() {
        return acted.orElseThrow() + GRACE - unloads.runningTime().nanoTime();
    }

    private void interruptInside(String why) {
        List<Thread> inside = new ArrayList<>();
        for (Edge edge : edges()) {
            if (edge.thread() != Thread.currentThread()) {
                inside.add(edge.thread());
                unloads.warnings()
                        .warn("threads that are interrupted", this + ": " + why + ". The registrar interrupts " + edge);
            }
        }
        Interrupts.interrupt(inside);
    }

    /** How many calls were abandoned for this. */
    public long abandonedCalls() {
        return 0;
    }

    /** Revokes what holds this up, so that it is complete. May be repeated. */
    public abstract void revoke(String why);

    /** What its reports say besides; empty for nothing. */
    public String advice() {
        return "";
    }

    /** The threads for which this waits. */
    public abstract List<Edge> edges();

    /** Whether all that this waits for are threads of these; false if nothing is left. */
    public abstract boolean waitsOnlyFor(Predicate<Thread> threads);

    /** What this waits for besides {@link #loading}. */
    public abstract List<? extends Outstanding> outstanding();

    /** Ends the asynchronous calls whose result is done, and returns whether others are in flight. */
    final boolean endDoneCalls(Executor askers) {
        boolean inFlight = false;
        for (Outstanding each : outstanding()) {
            inFlight |= each.endDoneCalls(askers);
        }
        return inFlight;
    }

    /** The thread that is inside the module's {@code register} or a follower, if that is what this waits for. */
    @Nullable
    public Holder loading() {
        return null;
    }

    /**
     * One thread that holds an end up.
     *
     * @param thread the one
     * @param kind what it is inside, a call or a callback
     * @param subject of what
     */
    public record Edge(Thread thread, String kind, Object subject) {
        @Override
        public String toString() {
            return "thread " + ThreadReport.name(thread) + ", which is inside " + kind + " " + subject;
        }
    }
}
