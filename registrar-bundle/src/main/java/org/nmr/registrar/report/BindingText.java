// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.diagnostics.SideDTO;
import org.nmr.registrar.text.ForeignText;

/** The lines about one binding: who is attached and how far it is, then who is inside. */
final class BindingText {
    /** So many names are shown of threads that are at the same place or wait for the same, and so many places. */
    static final int NAMES = 10;

    private BindingText() {}

    static List<String> lines(BindingDTO binding) {
        List<String> lines = new ArrayList<>();
        lines.add(title(binding));
        addHandedOut(lines, binding.client, binding.provider);
        addHandedOut(lines, binding.provider, binding.client);
        addHolders(lines, "inside the provider: ", calls(binding.client));
        addHolders(lines, "inside the client: ", calls(binding.provider));
        if (binding.callback != null) {
            Report.addIndented(lines, callback(binding.callback));
        }
        return lines;
    }

    /** Says in one line who is attached and how far it is. */
    static String title(BindingDTO binding) {
        return "binding " + ForeignText.of(binding.id) + " of client " + Report.name(binding.client) + " and provider "
                + Report.name(binding.provider) + " over NPI " + ForeignText.of(binding.npi) + " is "
                + ForeignText.of(binding.state) + ": " + progress("client", binding.client) + ", "
                + progress("provider", binding.provider);
    }

    /** A side that is done makes no new calls, but those in flight go on. */
    private static String progress(String role, SideDTO side) {
        boolean isInFlight = side.calls > 0;
        boolean isDone = side.state.equals("DONE");
        return role + " " + (isDone && isInFlight ? "has detached" : ForeignText.of(side.state))
                + (side.pendingMillis < 0 ? "" : " for " + Report.millis(side.pendingMillis))
                + (isInFlight ? " with " + calls(side.calls) + (isDone ? " still" : "") + " in flight" : "")
                + (side.oldestCallMillis < 0 ? "" : " for at least " + Report.millis(side.oldestCallMillis));
    }

    static String calls(long calls) {
        return calls == 1 ? "1 call" : calls + " calls";
    }

    private static List<HolderDTO> calls(SideDTO side) {
        return side.holders.stream()
                .filter(holder -> holder.handedOut.isEmpty())
                .toList();
    }

    private static void addHandedOut(List<String> lines, SideDTO side, SideDTO peer) {
        List<HolderDTO> out = side.holders.stream()
                .filter(holder -> !holder.handedOut.isEmpty())
                .toList();
        out.stream().limit(NAMES).forEach(holder -> {
            lines.add(Report.INDENT + handedOut(side, peer, holder));
            Report.addIndented(lines, StackText.lines(holder.begun, "begun at "));
        });
        if (out.size() > NAMES) {
            lines.add(Report.INDENT + "and " + Report.count(out.size() - NAMES) + " more that are not closed");
        }
    }

    /** Says what was handed out to the bundle of a side, when and by what. */
    static String handedOut(SideDTO side, SideDTO peer, HolderDTO holder) {
        return ForeignText.of(holder.handedOut) + " handed out "
                + (holder.ageMillis < 0 ? "" : Report.millis(holder.ageMillis) + " ago ") + "by "
                + ForeignText.of(holder.what) + " of " + Report.name(peer) + ", to " + Report.name(side)
                + ", not closed";
    }

    /** Those at the same place are told together. */
    private static void addHolders(List<String> lines, String where, List<HolderDTO> holders) {
        Map<Object, List<HolderDTO>> places = new LinkedHashMap<>();
        holders.forEach(holder ->
                places.computeIfAbsent(place(holder), key -> new ArrayList<>()).add(holder));
        places.values().stream().limit(NAMES).forEach(group -> {
            Report.addIndented(lines, lines(where, group.get(0)));
            addOthers(lines, group);
        });
        int more = places.values().stream().skip(NAMES).mapToInt(List::size).sum();
        if (more > 0) {
            lines.add(Report.INDENT + "and " + Report.count(more) + " more with " + (places.size() - NAMES)
                    + " other stacks");
        }
    }

    private static Object place(HolderDTO holder) {
        return List.of(holder.stack, holder.begun, holder.what, holder.frameworkLock, holder.lockOwner);
    }

    private static void addOthers(List<String> lines, List<HolderDTO> group) {
        boolean hasStack = !group.get(0).stack.isEmpty() || !group.get(0).begun.isEmpty();
        String indent = Report.INDENT + (hasStack ? Report.INDENT : "");
        group.stream()
                .skip(1)
                .limit(NAMES - 1L)
                .forEach(holder -> lines.add(indent + (hasStack ? "the same: " : "also ") + who(holder)));
        if (group.size() > NAMES) {
            lines.add(indent + "and " + Report.count(group.size() - NAMES) + " more"
                    + (hasStack ? " with this stack" : ""));
        }
    }

    private static List<String> callback(HolderDTO holder) {
        String thread = "a callback is running on " + thread(holder);
        return lines(thread + (holder.what.isEmpty() ? "" : ": " + ForeignText.of(holder.what)), "", holder);
    }

    /** Says who is inside, and where. */
    static List<String> lines(String where, HolderDTO holder) {
        return lines(where, who(holder), holder);
    }

    private static List<String> lines(String where, String who, HolderDTO holder) {
        List<String> lines = new ArrayList<>();
        lines.add(where
                + who
                + (holder.ageMillis < 0 ? "" : ", for " + Report.millis(holder.ageMillis))
                + (holder.frameworkLock.isEmpty() ? "" : ", waits for " + ForeignText.of(holder.frameworkLock))
                + (holder.lockOwner.isEmpty()
                        ? ""
                        : ", waits for a lock that thread " + ForeignText.of(holder.lockOwner) + " holds"));
        Report.addIndented(lines, StackText.lines(holder.stack, "at "));
        Report.addIndented(lines, StackText.lines(holder.begun, "begun at "));
        return lines;
    }

    static boolean isAsync(HolderDTO holder) {
        return holder.handedOut.isEmpty() && holder.threadId < 0 && holder.thread.isEmpty() && !holder.what.isEmpty();
    }

    static boolean hasEnded(HolderDTO holder) {
        return (holder.threadId < 0 && holder.thread.isEmpty() && holder.what.isEmpty())
                || holder.state.equals(Thread.State.TERMINATED.name());
    }

    private static String who(HolderDTO holder) {
        String what = ForeignText.of(holder.what);
        if (isAsync(holder)) {
            return "an asynchronous call of " + what;
        }
        if (holder.thread.isEmpty() && hasEnded(holder)) {
            return "a thread that has ended without closing its call";
        }
        return (what.isEmpty() ? "" : what + " on ") + thread(holder);
    }

    private static String thread(HolderDTO holder) {
        return "thread " + ForeignText.of(holder.thread)
                + (hasEnded(holder) ? ", which has ended without closing its call" : state(holder));
    }

    /** The JVM does not tell it of each thread. */
    private static String state(HolderDTO holder) {
        return holder.state.isEmpty() ? "" : " (" + ForeignText.of(holder.state) + ")";
    }
}
