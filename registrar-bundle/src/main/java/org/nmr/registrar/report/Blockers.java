// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.diagnostics.SideDTO;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.report.Blocker.Kind;
import org.nmr.registrar.text.ForeignText;

/** Finds out what holds an end up, from what one look has seen. */
public final class Blockers {
    private final List<Blocker> found = new ArrayList<>();

    private Blockers() {}

    /** Returns what holds an unload up, the culprit first; one at least. */
    public static List<Blocker> of(UnloadDTO unload) {
        List<HolderDTO> loading = unload.loading == null ? List.of() : List.of(unload.loading);
        return of(unload.outstanding, loading, new Cycle(unload.cycle, unload.cycleBindings));
    }

    /** The same for what a wait waits for. */
    static List<Blocker> of(List<BindingDTO> bindings, List<HolderDTO> loading, Cycle cycle) {
        Blockers blockers = new Blockers();
        bindings.stream()
                .sorted(Comparator.comparingLong((BindingDTO each) -> lasted(each))
                        .reversed())
                .forEach(blockers::addBinding);
        loading.stream().filter(each -> !blockers.isInside(bindings, each)).forEach(blockers::addModuleCode);
        blockers.addCycle(cycle);
        if (blockers.found.isEmpty()) {
            blockers.found.add(unknown(bindings));
        }
        blockers.found.sort(Comparator.comparing(Blocker::kind));
        return List.copyOf(blockers.found);
    }

    /** Returns how long the oldest of what a binding waits for has lasted, as far as that is known. */
    private static long lasted(BindingDTO binding) {
        return Math.max(lasted(binding.client), lasted(binding.provider));
    }

    private static long lasted(SideDTO side) {
        return Math.max(side.oldestCallMillis, side.pendingMillis);
    }

    /** Such a thread is told with the call or callback that it is inside. */
    private boolean isInside(List<BindingDTO> bindings, HolderDTO thread) {
        return thread.threadId >= 0
                && bindings.stream()
                        .anyMatch(binding -> (binding.callback != null && isSame(binding.callback, thread))
                                || binding.client.holders.stream().anyMatch(each -> isSame(each, thread))
                                || binding.provider.holders.stream().anyMatch(each -> isSame(each, thread)));
    }

    private static boolean isSame(HolderDTO one, HolderDTO other) {
        return one.threadId == other.threadId;
    }

    private void addBinding(BindingDTO binding) {
        HolderDTO callback = binding.callback;
        if (callback != null) {
            String what = callback.what.isEmpty() ? "a callback of binding " + id(binding) : callback.what;
            found.add(new Blocker(
                    kind(callback, Kind.CALLBACK),
                    "thread " + ForeignText.of(callback.thread) + ", which runs " + ForeignText.of(what)
                            + place(callback) + lock(callback),
                    release(callback, "let " + ForeignText.of(what) + " return") + ", or go on without it: "
                            + revoke(binding),
                    id(binding)));
        }
        addCalls(binding, binding.client, binding.provider);
        addCalls(binding, binding.provider, binding.client);
        addPending(binding, binding.client);
        addPending(binding, binding.provider);
    }

    private void addCalls(BindingDTO binding, SideDTO caller, SideDTO callee) {
        caller.holders.stream()
                .sorted(Comparator.comparingLong((HolderDTO holder) -> holder.ageMillis)
                        .reversed())
                .forEach(holder -> found.add(call(binding, caller, callee, holder)));
        if (caller.calls > 0 && caller.holders.isEmpty()) {
            found.add(new Blocker(
                    Kind.CALL,
                    BindingText.calls(caller.calls) + " of " + Report.name(caller) + " to " + Report.name(callee)
                            + age(caller.oldestCallMillis),
                    "let them return, or abandon them: " + revoke(binding),
                    id(binding)));
        }
    }

    private static Blocker call(BindingDTO binding, SideDTO caller, SideDTO callee, HolderDTO holder) {
        String call = " of " + Report.name(caller) + " to " + Report.name(callee);
        boolean isOnly = caller.holders.size() == 1; // else the oldest call may be another's
        long age = isOnly ? Math.max(holder.ageMillis, caller.oldestCallMillis) : holder.ageMillis;
        if (!holder.handedOut.isEmpty()) {
            return new Blocker(
                    Kind.HANDED_OUT,
                    BindingText.handedOut(caller, callee, holder),
                    "let " + Report.name(caller) + " close it, or go on without that: " + revoke(binding),
                    id(binding));
        }
        if (BindingText.isAsync(holder)) {
            return new Blocker(
                    Kind.ASYNC_CALL,
                    "the asynchronous call " + ForeignText.of(holder.what) + call + ", which is not complete"
                            + age(age),
                    "let " + Report.name(callee) + " complete the result of this call, or abandon it: "
                            + revoke(binding),
                    id(binding));
        }
        if (BindingText.hasEnded(holder)) {
            String thread = holder.thread.isEmpty() ? "a thread" : "thread " + ForeignText.of(holder.thread);
            return new Blocker(
                    Kind.ENDED_THREAD,
                    "a call" + call + ", which " + thread + " has not closed before it ended",
                    "abandon the call: " + revoke(binding) + ". Then let " + Report.name(caller)
                            + " close each Call in a try-with-resources statement",
                    id(binding));
        }
        return new Blocker(
                kind(holder, Kind.CALL),
                "thread " + ForeignText.of(holder.thread) + ", which is inside " + Report.name(callee)
                        + " in a call of " + Report.name(caller) + age(age) + place(holder) + lock(holder),
                release(holder, "let thread " + ForeignText.of(holder.thread) + " return from " + Report.name(callee))
                        + ", or abandon its call: " + revoke(binding),
                id(binding));
    }

    private void addPending(BindingDTO binding, SideDTO side) {
        if (side.state.equals("PENDING")) {
            found.add(new Blocker(
                    Kind.PENDING,
                    Report.name(side) + ", whose detach() has answered PENDING"
                            + (side.pendingMillis < 0 ? "" : " " + Report.millis(side.pendingMillis) + " ago")
                            + " and which has not called detachComplete()",
                    "let " + Report.name(side) + " call detachComplete() of binding " + id(binding)
                            + ", or go on without it: " + revoke(binding),
                    id(binding)));
        }
    }

    private void addModuleCode(HolderDTO holder) {
        String what = ForeignText.of(holder.what);
        found.add(new Blocker(
                kind(holder, Kind.MODULE_CODE),
                "thread " + ForeignText.of(holder.thread) + ", which runs " + what + place(holder) + lock(holder),
                release(holder, "let " + what + " return")
                        + "; its stack shows where it is. Only a deadline (nmr.unload.deadline) goes on without it",
                /* binding= */ ""));
    }

    private void addCycle(Cycle cycle) {
        if (cycle.isEmpty()) {
            return;
        }
        int waits = cycle.waits().size();
        String step = ForeignText.of(cycle.waits().get(0));
        String id = cycle.bindings().stream().findFirst().map(ForeignText::of).orElse("");
        boolean isAlone = waits == 1;
        found.add(new Blocker(
                isAlone ? Kind.OWN_THREAD : Kind.CYCLE,
                (isAlone ? "itself: " : "itself, in a cycle of " + waits + " waits: ") + step,
                (isAlone
                                ? "let this thread return first, and end the module on another one"
                                : "let one of the calls or callbacks of the cycle return")
                        + (id.isEmpty() ? "" : ", or break the cycle: nmr:revoke " + id),
                id));
    }

    private static Blocker unknown(List<BindingDTO> bindings) {
        return bindings.isEmpty()
                ? new Blocker(
                        Kind.UNKNOWN, "nothing that was seen: it is about to be complete", "look again: nmr:why", "")
                : new Blocker(
                        Kind.UNKNOWN,
                        "binding " + id(bindings.get(0)) + ", which no thread was seen to take forward",
                        "look again: nmr:why; if it stays, go on without it: " + revoke(bindings.get(0)),
                        id(bindings.get(0)));
    }

    private static Kind kind(HolderDTO holder, Kind otherwise) {
        if (!holder.frameworkLock.isEmpty()) {
            return Kind.FRAMEWORK_LOCK;
        }
        return holder.lockOwner.isEmpty() ? otherwise : Kind.LOCK;
    }

    private static String release(HolderDTO holder, String otherwise) {
        if (!holder.lockOwner.isEmpty()) {
            return "let thread " + ForeignText.of(holder.lockOwner) + " release the lock";
        }
        return holder.frameworkLock.isEmpty()
                ? otherwise
                : "drain the bundle before it is stopped, updated or refreshed, so that the framework does not hold"
                        + " the lock meanwhile";
    }

    private static String lock(HolderDTO holder) {
        String lock = holder.frameworkLock.isEmpty() ? "a lock" : ForeignText.of(holder.frameworkLock);
        if (holder.lockOwner.isEmpty()) {
            return holder.frameworkLock.isEmpty() ? "" : ", and waits for " + lock;
        }
        return ", and waits for " + lock + ", which thread " + ForeignText.of(holder.lockOwner) + " holds";
    }

    private static String place(HolderDTO holder) {
        String place = StackText.place(holder.stack);
        return place.isEmpty() ? "" : ", at " + place;
    }

    private static String age(long millis) {
        return millis < 0 ? "" : " for at least " + Report.millis(millis);
    }

    private static String id(BindingDTO binding) {
        return ForeignText.of(binding.id);
    }

    private static String revoke(BindingDTO binding) {
        return "nmr:revoke " + id(binding);
    }
}
