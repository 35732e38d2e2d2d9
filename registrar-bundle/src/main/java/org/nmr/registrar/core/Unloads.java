// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What the unloads of one registrar share: the policy, who waits, and what was given up. Thread safe. */
final class Unloads {
    private final Settings settings;

    private volatile Policy policy = Policy.DEFAULT;

    /** When the framework's shutdown runs out of time, on the clock of the settings; empty while there is no limit. */
    private volatile OptionalLong shutdownEnd = OptionalLong.empty();

    /** Who waits for what. A thread that waits inside another of its waits is here with the inner one. */
    private final Map<Thread, Unload> waiting = new ConcurrentHashMap<>();

    private final LongAdder abandonedCalls = new LongAdder();
    private final Recent<String> revocations = new Recent<>();

    Unloads(Settings settings) {
        this.settings = settings;
    }

    Timing timing() {
        return settings.timing();
    }

    Log log() {
        return settings.safeLog();
    }

    Policy policy() {
        return policy;
    }

    void configure(Policy newPolicy) {
        policy = newPolicy;
    }

    /** The framework stops: what is outstanding after this time is given up, also for ends that begin later. */
    void limitShutdown(Duration budget) {
        shutdownEnd = OptionalLong.of(timing().nanoTime() + Policy.nanos(budget));
    }

    boolean isShutdownOver() {
        OptionalLong end = shutdownEnd;
        return end.isPresent() && timing().nanoTime() - end.getAsLong() >= 0;
    }

    // ---- waits ------------------------------------------------------------------------------------------------

    /** Runs this thread's wait, so that others find it. */
    boolean wait(Unload unload, BooleanSupplier wait) {
        Thread thread = Thread.currentThread();
        Unload outer = waiting.put(thread, unload);
        try {
            return wait.getAsBoolean();
        } finally {
            if (outer == null) {
                waiting.remove(thread);
            } else {
                waiting.put(thread, outer);
            }
        }
    }

    /** The threads that wait, and for what. */
    Map<Thread, Unload> waiting() {
        return new HashMap<>(waiting);
    }

    // ---- what is given up -------------------------------------------------------------------------------------

    /** Gives up what holds a binding's end up, and says so in the log; returns that, or null if nobody waits for it. */
    @Nullable
    Revocation revoke(BindingCore<?, ?> binding, String why) {
        String before = Log.text(
                binding.toString(), () -> Report.of(new Snapshot(timing(), /* withStacks= */ true).of(binding)));
        Integer calls = binding.revoke();
        if (calls == null) {
            return null;
        }
        Revocation revocation = new Revocation(calls, Report.revocation(binding, calls, why, before));
        abandonedCalls.add(calls);
        revocations.add(revocation.text());
        log().warn(revocation.text());
        return revocation;
    }

    long abandonedCalls() {
        return abandonedCalls.sum();
    }

    List<String> revocations() {
        return revocations.list();
    }

    /**
     * What was given up.
     *
     * @param calls how many calls in flight were abandoned
     * @param text what it was, for people
     */
    record Revocation(int calls, String text) {}
}
