// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.call.AsyncAsker;
import org.nmr.registrar.text.Bounded;

/** What the unloads of one registrar share: the policy, who waits, and what was given up. Thread safe. */
final class Unloads {
    /** What is given up, as a cause of warnings. */
    private static final String GIVEN_UP = "bindings that were revoked";

    /** The most bytes of a revocation that is remembered. */
    private static final int REMEMBERED = 2000;

    private final Settings settings;
    private final Warnings warnings;

    private volatile Policy policy = Policy.DEFAULT;

    private final RunningTime runningTime;

    /** When the framework's shutdown runs out of time, on the clock of {@link #runningTime}; empty while there is no limit. */
    private volatile OptionalLong shutdownEnd = OptionalLong.empty();

    private final Waits waits = new Waits();

    /** Ends that are over and whose waiting threads are being released; those that an Error has interrupted stay. */
    private final Queue<RegistrationEnding> releases = new ConcurrentLinkedQueue<>();

    private final LongAdder abandonedCalls = new LongAdder();
    private final Recent<String> revocations = new Recent<>();
    private final AsyncAsker asker = new AsyncAsker();

    Unloads(Settings settings, Warnings warnings) {
        this.settings = settings;
        this.warnings = warnings;
        this.runningTime = new RunningTime(settings.timing());
    }

    Timing timing() {
        return settings.timing();
    }

    /** The clock of deadlines. */
    RunningTime runningTime() {
        return runningTime;
    }

    Log log() {
        return settings.safeLog();
    }

    /** Asks the results of asynchronous calls for all waits. */
    AsyncAsker asker() {
        return asker;
    }

    Warnings warnings() {
        return warnings;
    }

    Policy policy() {
        return policy;
    }

    void configure(Policy newPolicy) {
        policy = newPolicy;
    }

    /** The framework stops: what is outstanding after this time is given up, also for ends that begin later. */
    void limitShutdown(Duration budget) {
        shutdownEnd = OptionalLong.of(runningTime.nanoTime() + Policy.nanos(budget));
    }

    boolean isShutdownOver() {
        OptionalLong end = shutdownEnd;
        return end.isPresent() && runningTime.nanoTime() - end.getAsLong() >= 0;
    }

    // ---- waits ------------------------------------------------------------------------------------------------

    Queue<RegistrationEnding> releases() {
        return releases;
    }

    /** Goes on with the releases that other threads have begun; all of it may be repeated. */
    void finishReleases() {
        releases.forEach(RegistrationEnding::finish);
    }

    /** Who waits for what. */
    Waits waits() {
        return waits;
    }

    /** The threads that wait, and for what; by identity. */
    Map<Thread, Unload> waiting() {
        return waits.byThread();
    }

    // ---- what is given up -------------------------------------------------------------------------------------

    /** Gives up what holds a binding's end up, and says so in the log; returns that, or null if nobody waits for it. */
    @Nullable
    Revocation revoke(BindingCore<?, ?> binding, String why) {
        String before = before(binding);
        Integer calls = binding.revoke();
        return calls == null ? null : revoked(calls, Report.revocation(binding, calls, why, before));
    }

    /** The same for one of many: what it was is found out for the first few only. */
    @Nullable
    Revocation revokeOneOfMany(BindingCore<?, ?> binding, String why) {
        boolean inFull = warnings.isInFull(GIVEN_UP);
        String before = inFull ? before(binding) : "";
        Integer calls = binding.revoke();
        return calls == null ? null : revoked(calls, Report.revocation(binding, calls, why, before));
    }

    private String before(BindingCore<?, ?> binding) {
        return Log.text(
                binding.toString(), () -> Report.of(new Snapshot(timing(), /* withStacks= */ true).of(binding)));
    }

    private Revocation revoked(int calls, String text) {
        abandonedCalls.add(calls);
        revocations.add(Bounded.of(text, REMEMBERED, ""));
        warnings.warn(GIVEN_UP, text);
        return new Revocation(calls, text);
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
