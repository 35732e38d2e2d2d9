// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.EventDTO;
import org.nmr.diagnostics.EventKind;
import org.nmr.registrar.call.Daemons;
import org.nmr.registrar.event.Events;
import org.nmr.registrar.report.Recent;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.text.Bounded;
import org.nmr.registrar.text.ForeignText;

/** What the unloads of one registrar share: policy, waiting threads, what was revoked. Thread safe. */
public final class UnloadControl {
    /** The cause of warnings of revocations. */
    private static final String REVOKED = "bindings that were revoked";

    /** The most bytes of a revocation that is remembered. */
    private static final int REMEMBERED = 2000;

    private final Timing timing;
    private final Log log;
    private final Warnings warnings;

    private volatile Policy policy = Policy.DEFAULT;

    private final RunningTime runningTime;

    /**
     * When the framework's shutdown runs out of time, on the clock of {@link #runningTime}; empty while there is no
     * limit.
     */
    private volatile OptionalLong shutdownEnd = OptionalLong.empty();

    private final WaitingThreads waits = new WaitingThreads();

    /** Ends whose waiting threads are being released; those that an Error has interrupted stay. */
    private final Queue<End> finishing = new ConcurrentLinkedQueue<>();

    /** The ends of single bindings, for diagnostics. */
    private final Set<End> detaches = ConcurrentHashMap.newKeySet();

    private final LongAdder abandonedCalls = new LongAdder();

    /** What is being revoked, until the log says so. */
    private final Set<Outstanding> revoking = ConcurrentHashMap.newKeySet();

    /** Ends that are complete, and the log does not say so yet. */
    private final Queue<Completed> completions = new ConcurrentLinkedQueue<>();

    private final Recent<String> revocations = new Recent<>();
    private final Executor askers;
    private final Events events;

    /** Starts a thread for the actions that depend on one end. */
    private final Executor actions = Daemons.named("nmr-actions");

    /**
     * Makes what the unloads of one registrar share.
     *
     * @param askers the threads that ask the results of asynchronous calls whether they are done
     */
    public UnloadControl(Log log, Timing timing, Warnings warnings, Executor askers, Events events) {
        this.log = log;
        this.timing = timing;
        this.warnings = warnings;
        this.runningTime = new RunningTime(timing, waits);
        this.askers = askers;
        this.events = events;
    }

    Timing timing() {
        return timing;
    }

    /** The clock of deadlines. */
    RunningTime runningTime() {
        return runningTime;
    }

    /** For a thread that comes each second while an end is in progress. */
    public void beat() {
        runningTime.beat(UnloadWait.LOOK);
    }

    Log log() {
        return log;
    }

    /** Reports what an action that depends on a completion has thrown out of it. */
    void dependentFailed(Object subject, Throwable thrown) {
        log.warn(subject + ": an action that depends on its completion has failed", thrown);
    }

    /** What diagnostic listeners are told. */
    public Events events() {
        return events;
    }

    /** Asks the results of asynchronous calls for all waits. */
    Executor askers() {
        return askers;
    }

    /** Where warnings go, so that a flood of them is summed up. */
    public Warnings warnings() {
        return warnings;
    }

    /** What holds where a registration says nothing of its own. */
    public Policy policy() {
        return policy;
    }

    /** Changes the policy, also for waits that have begun. */
    public void configure(Policy newPolicy) {
        policy = newPolicy;
    }

    /** The framework stops: what is outstanding after this time is revoked, also for ends that begin later. */
    public void limitShutdown(Duration budget) {
        shutdownEnd = OptionalLong.of(runningTime.nanoTime() + Policy.nanos(budget));
    }

    boolean isShutdownOver() {
        OptionalLong end = shutdownEnd;
        return end.isPresent() && runningTime.nanoTime() - end.getAsLong() >= 0;
    }

    // ---- waits ------------------------------------------------------------------------------------------------

    /** The ends whose waiting threads are being released. */
    public Queue<End> finishing() {
        return finishing;
    }

    /**
     * Goes on with the releases that other threads have begun; all of it may be repeated. Runs no action that depends
     * on one: this thread has an end of its own to wait for.
     */
    void finishOthers() {
        for (End each : finishing) {
            finishOther(each);
        }
    }

    private void finishOther(End other) {
        try {
            other.finishFor(actions);
        } catch (Throwable failed) {
            // "unable to create native thread", or another Error: the next thread that looks goes on with it
        }
    }

    /** The ends of single bindings that are in progress. */
    public Set<End> detaches() {
        return detaches;
    }

    /** Who waits for what. */
    WaitingThreads waits() {
        return waits;
    }

    /** The threads that wait, and for what; by identity. */
    public Map<Thread, Unload> waiting() {
        return waits.byThread();
    }

    // ---- revocation -------------------------------------------------------------------------------------------

    /** Revokes a binding and says so in the log. Returns what was revoked; null if no thread waits for the binding. */
    @Nullable
    public Revocation revoke(Outstanding binding, String why) {
        return revoke(binding, why, before(binding));
    }

    /** The same for one of many: what it was is found out for the first few only. */
    @Nullable
    public Revocation revokeOneOfMany(Outstanding binding, String why) {
        return revoke(binding, why, warnings.isInFull(REVOKED) ? before(binding) : "");
    }

    private @Nullable Revocation revoke(Outstanding binding, String why, String before) {
        revoking.add(binding);
        try {
            return revokeNow(binding, why, before);
        } finally {
            revoking.remove(binding);
            writeCompletions();
        }
    }

    private @Nullable Revocation revokeNow(Outstanding binding, String why, String before) {
        EventDTO event = events.make(EventKind.REVOKED, binding::describe); // now, because it may be gone afterwards
        OptionalInt revoked = binding.revoke();
        if (revoked.isEmpty()) {
            return null;
        }
        int calls = revoked.getAsInt();
        String text = Report.revocation(binding, calls, why, before);
        abandonedCalls.add(calls);
        revocations.add(Bounded.of(text, REMEMBERED, ""));
        warnings.warn(REVOKED, text);
        if (event != null) {
            event.calls = calls;
            event.reason = ForeignText.of(why);
            events.tell(event);
        }
        return new Revocation(calls, text);
    }

    /**
     * Says in the log that an end is complete: after the revocation by which that came, if that is not written yet.
     *
     * @param waitedFor what the end has waited for
     */
    void isComplete(String message, List<Outstanding> waitedFor) {
        completions.add(new Completed(message, waitedFor));
        writeCompletions();
    }

    /** Each thread that revokes comes here afterwards. */
    private void writeCompletions() {
        for (Completed each : List.copyOf(completions)) {
            if (Collections.disjoint(each.waitedFor(), revoking) && completions.remove(each)) {
                log.info(each.message());
            }
        }
    }

    private record Completed(String message, List<Outstanding> waitedFor) {}

    private String before(Outstanding binding) {
        return Log.text(binding.toString(), () -> {
            BindingDTO dto = binding.copy(new Snapshot(timing, /* withStacks= */ true));
            return dto == null ? binding + " is gone" : Report.of(dto);
        });
    }

    /** How many calls were abandoned since the registrar began. */
    public long abandonedCalls() {
        return abandonedCalls.sum();
    }

    /** The last revocations, the oldest first. */
    public List<String> revocations() {
        return revocations.list();
    }

    /**
     * What was revoked.
     *
     * @param calls how many calls in flight were abandoned
     * @param text what it was, for messages
     */
    public record Revocation(int calls, String text) {}
}
