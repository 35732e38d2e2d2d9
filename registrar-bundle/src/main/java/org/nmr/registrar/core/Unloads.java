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

/** What the unloads of one registrar share: the policy, who waits, and what was given up. Thread safe. */
final class Unloads {
    private final Settings settings;

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

    Unloads(Settings settings) {
        this.settings = settings;
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
