// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.call.Holder;

/**
 * Something that an unload waits for: the end of one registration, or the return of a module's {@code register}.
 *
 * <p>Opening has two steps, so that several endings can release all their waiting threads before the first
 * dependent action of any of them runs, which might wait for another.
 */
abstract class Ending {
    /** How long after the interrupts the rest is given up. */
    static final long GRACE = TimeUnit.SECONDS.toNanos(1);

    private final CountDownLatch latch = new CountDownLatch(1);
    private final CompletableFuture<Void> future = new CompletableFuture<>();
    private final Unloads unloads;

    /** When somebody first wanted this over, if somebody does; guarded by this. */
    private OptionalLong begun = OptionalLong.empty();

    /** When the first thing was done that the policy wants at the deadline; guarded by this. */
    private OptionalLong acted = OptionalLong.empty();

    Ending(Unloads unloads) {
        this.unloads = unloads;
    }

    /** Starts the clock of the policy, unless it runs. */
    final synchronized void begin() {
        if (begun.isEmpty()) {
            begun = OptionalLong.of(unloads.timing().nanoTime());
        }
    }

    /** After {@link #begin}. */
    final synchronized long begun() {
        return begun.orElseThrow();
    }

    /** Opens when it is over; never closes again. */
    final CountDownLatch latch() {
        return latch;
    }

    final boolean isOver() {
        return latch.getCount() == 0;
    }

    final CompletableFuture<Void> future() {
        return future;
    }

    /** First step: releases the waiting threads. */
    final void open() {
        latch.countDown();
    }

    /** Second step: runs dependent actions, which are foreign code. */
    final void complete() {
        future.complete(null);
    }

    final Unloads unloads() {
        return unloads;
    }

    /** The registrar's policy, or what the registration says of its own. */
    Policy policy() {
        return unloads.policy();
    }

    /** Does what the policy wants now; returns after how many nanoseconds it wants something next. */
    final long enforce() {
        if (isOver()) {
            return Long.MAX_VALUE;
        }
        if (unloads.isShutdownOver()) {
            giveUp("the time for the framework's shutdown is over");
            return Long.MAX_VALUE;
        }
        Policy policy = policy();
        long limit = policy.deadline().map(Policy::nanos).orElse(Long.MAX_VALUE);
        long left = limit - (unloads.timing().nanoTime() - begun());
        return left > 0 ? left : atDeadline(policy);
    }

    private long atDeadline(Policy policy) {
        String why =
                "the deadline of " + Report.time(Policy.nanos(policy.deadline().orElseThrow())) + " has passed";
        switch (policy.atDeadline()) {
            case WAIT -> {
                if (act()) {
                    unloads.log().warn(this + ": " + why + "; goes on waiting, as configured");
                }
            }
            case REVOKE -> giveUp(why);
            case INTERRUPT -> {
                if (act()) {
                    edges().forEach(edge -> interrupt(edge, why));
                }
                long grace = graceLeft();
                if (grace > 0) {
                    return grace;
                }
                giveUp(why);
            }
        }
        return Long.MAX_VALUE;
    }

    /** Returns whether the first thing is to be done. */
    private synchronized boolean act() {
        boolean first = acted.isEmpty();
        if (first) {
            acted = OptionalLong.of(unloads.timing().nanoTime());
        }
        return first;
    }

    private synchronized long graceLeft() {
        return acted.orElseThrow() + GRACE - unloads.timing().nanoTime();
    }

    private void interrupt(Edge edge, String why) {
        if (edge.thread() != Thread.currentThread()) {
            unloads.log().warn(this + ": " + why + "; interrupts " + edge);
            edge.thread().interrupt();
        }
    }

    /** How many calls were abandoned for this. */
    long abandonedCalls() {
        return 0;
    }

    /** Gives up what holds this up, so that it is over; may be repeated. */
    abstract void giveUp(String why);

    /** The threads for which this waits. */
    abstract List<Edge> edges();

    /** The bindings for which this waits. */
    abstract List<BindingCore<?, ?>> bindings();

    /** The thread that is inside the module's {@code register}, if that is what this waits for. */
    @Nullable
    Holder loading() {
        return null;
    }

    /**
     * One thread that holds an end up.
     *
     * @param thread the one
     * @param place what it is inside, for people
     */
    record Edge(Thread thread, String place) {
        @Override
        public String toString() {
            return "thread " + ThreadReport.name(thread) + ", which is inside " + place;
        }
    }
}
