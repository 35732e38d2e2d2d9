// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.diagnostics.OwnerDTO;
import org.nmr.diagnostics.PairDTO;
import org.nmr.diagnostics.SideDTO;
import org.nmr.diagnostics.UnloadDTO;

/** The text that people read: the same in the log and in commands. The first line of each text has no indent. */
public final class Report {
    /** A report in the log names so many bindings and counts the others. */
    static final int BINDINGS = 10;

    /** So many frames of each stack are shown. */
    static final int FRAMES = 15;

    private static final String INDENT = "  ";

    private Report() {}

    /** Says who holds an unload up. */
    public static String of(UnloadDTO unload) {
        List<String> lines = new ArrayList<>();
        lines.add(unload.subject + " began to end " + millis(unload.ageMillis) + " ago"
                + (unload.waiting.isEmpty() ? "" : "; awaited by thread " + String.join(", thread ", unload.waiting))
                + (unload.abandonedCalls == 0 ? "" : "; " + calls(unload.abandonedCalls) + " abandoned")
                + "; it waits for");
        unload.outstanding.forEach(binding -> addIndented(lines, lines(binding)));
        if (unload.loading != null) {
            addIndented(lines, lines("", unload.loading));
        }
        addCycle(lines, unload.cycle);
        addAdvice(lines, List.of(unload.advice));
        return text(lines);
    }

    /** Says in one line who is attached and how far it is, and in more lines who is inside. */
    public static String of(BindingDTO binding) {
        return text(lines(binding));
    }

    /** Says in one line which pair did not attach, and why. */
    public static String of(PairDTO pair) {
        return "client " + name(pair.client) + " and provider " + name(pair.provider) + " over NPI " + pair.npi + " "
                + pair.outcome + " " + millis(pair.ageMillis) + " ago: " + pair.reason;
    }

    static String waited(
            String head,
            List<BindingDTO> bindings,
            int more,
            List<HolderDTO> loading,
            List<String> cycle,
            List<String> advice) {
        List<String> lines = new ArrayList<>();
        lines.add(head);
        bindings.forEach(binding -> addIndented(lines, lines(binding)));
        if (more > 0) {
            lines.add(INDENT + "and " + more + " more");
        }
        loading.forEach(holder -> addIndented(lines, lines("", holder)));
        addCycle(lines, cycle);
        addAdvice(lines, advice);
        return text(lines);
    }

    static String cycle(String head, List<String> cycle) {
        List<String> lines = new ArrayList<>();
        lines.add(head);
        addCycle(lines, cycle);
        return text(lines);
    }

    static String revocation(Object binding, int calls, String why, String before) {
        List<String> lines = new ArrayList<>();
        lines.add(binding + " was given up, because " + why + "; " + calls(calls)
                + " in flight abandoned, what comes late is ignored. It was");
        addIndented(lines, before.lines().toList());
        return text(lines);
    }

    /** Says a time in seconds, or in milliseconds if it is shorter. */
    static String time(long nanos) {
        return millis(TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    /** Says a time in seconds, or in milliseconds if it is shorter than one. */
    public static String millis(long millis) {
        return millis < 1000 ? millis + " ms" : millis / 1000 + " s";
    }

    private static List<String> lines(BindingDTO binding) {
        List<String> lines = new ArrayList<>();
        lines.add(title(binding) + " is " + binding.state + ": " + progress("client", binding.client) + ", "
                + progress("provider", binding.provider));
        binding.client.holders.forEach(holder -> addIndented(lines, lines("inside the provider: ", holder)));
        binding.provider.holders.forEach(holder -> addIndented(lines, lines("inside the client: ", holder)));
        if (binding.callback != null) {
            addIndented(lines, lines("a callback is running on ", binding.callback));
        }
        return lines;
    }

    private static String title(BindingDTO binding) {
        return "binding " + binding.id + " of client " + name(binding.client) + " and provider "
                + name(binding.provider) + " over NPI " + binding.npi;
    }

    private static String name(SideDTO side) {
        return name(side.owner) + (side.number == 0 ? "" : " number " + side.number);
    }

    /** Names a module and its bundle; one that is the only module of its bundle says its name once. */
    public static String name(OwnerDTO owner) {
        String bundle = owner.name + " [" + owner.bundle + "]";
        return owner.module.equals(owner.name) || owner.module.isEmpty()
                ? bundle
                : "module " + owner.module + " of " + bundle;
    }

    private static String progress(String role, SideDTO side) {
        return role + " " + side.state
                + (side.pendingMillis < 0 ? "" : " for " + millis(side.pendingMillis))
                + (side.calls == 0 ? "" : " with " + calls(side.calls) + " in flight")
                + (side.oldestCallMillis < 0 ? "" : " for at least " + millis(side.oldestCallMillis));
    }

    private static String calls(long calls) {
        return calls == 1 ? "1 call" : calls + " calls";
    }

    private static List<String> lines(String where, HolderDTO holder) {
        List<String> lines = new ArrayList<>();
        lines.add(where
                + who(holder)
                + (holder.ageMillis < 0 ? "" : ", for " + millis(holder.ageMillis))
                + (holder.frameworkLock.isEmpty() ? "" : ", waits for " + holder.frameworkLock)
                + (holder.lockOwner.isEmpty() ? "" : ", waits for what thread " + holder.lockOwner + " has locked"));
        addFrames(lines, "at ", holder.stack);
        addFrames(lines, "begun at ", holder.begun);
        return lines;
    }

    private static String who(HolderDTO holder) {
        if (holder.threadId < 0) {
            return holder.what.isEmpty()
                    ? "a thread that has ended without closing its call"
                    : "an asynchronous call of " + holder.what;
        }
        boolean hasEnded = holder.state.equals(Thread.State.TERMINATED.name());
        return (holder.what.isEmpty() ? "" : holder.what + " on ") + "thread " + holder.thread
                + (hasEnded ? ", which has ended without closing its call" : " (" + holder.state + ")");
    }

    private static void addFrames(List<String> lines, String prefix, List<String> frames) {
        frames.stream().limit(FRAMES).forEach(frame -> lines.add(INDENT + prefix + frame));
        if (frames.size() > FRAMES) {
            lines.add(INDENT + "and " + (frames.size() - FRAMES) + " more frames");
        }
    }

    private static void addCycle(List<String> lines, List<String> cycle) {
        if (!cycle.isEmpty()) {
            lines.add(INDENT + "a circle, which nobody leaves until one of these calls returns or is given up:");
            cycle.forEach(edge -> lines.add(INDENT + INDENT + edge));
        }
    }

    private static void addAdvice(List<String> lines, List<String> advice) {
        advice.stream().filter(each -> !each.isEmpty()).distinct().forEach(each -> lines.add(INDENT + each));
    }

    private static void addIndented(List<String> lines, List<String> more) {
        more.forEach(line -> lines.add(INDENT + line));
    }

    private static String text(List<String> lines) {
        return String.join(System.lineSeparator(), lines);
    }
}
