// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.HolderDTO;
import org.nmr.diagnostics.OwnerDTO;
import org.nmr.diagnostics.PairDTO;
import org.nmr.diagnostics.SideDTO;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.text.Bounded;
import org.nmr.registrar.text.ForeignText;

/** The text that people read: the same in the log and in commands. The first line of each text has no indent. */
public final class Report {
    /** A report in the log names so many bindings and counts the others. */
    public static final int BINDINGS = 10;

    /** So many frames of each stack are shown. */
    static final int FRAMES = 15;

    /** So many names are shown of threads that are at the same place or wait for the same, and so many places. */
    static final int NAMES = 10;

    /** What is left for the line that counts the rest. */
    private static final int MARGIN = 100;

    /** So many waits of a cycle are shown. */
    private static final int CYCLE = 20;

    private static final String INDENT = "  ";

    private Report() {}

    /** Says who holds an unload up. */
    public static String of(UnloadDTO unload) {
        return of(unload, /* more= */ 0);
    }

    /** The same for one that is waited for by more bindings than it names. */
    public static String of(UnloadDTO unload, int more) {
        return text(lines(unload, more, Bounded.REPORT));
    }

    /** Says it with all bindings, however many there are. */
    public static String whole(UnloadDTO unload) {
        return String.join(System.lineSeparator(), lines(unload, /* more= */ 0, Integer.MAX_VALUE));
    }

    private static List<String> lines(UnloadDTO unload, int more, int room) {
        List<String> lines = new ArrayList<>();
        lines.add(ForeignText.of(unload.subject) + " began to end " + millis(unload.ageMillis) + " ago"
                + (unload.waiting.isEmpty() ? "" : "; awaited by " + threads(unload.waiting))
                + (unload.abandonedCalls == 0 ? "" : "; " + calls(unload.abandonedCalls) + " abandoned")
                + "; it waits for");
        List<String> last = last(
                unload.loading == null ? List.of() : List.of(unload.loading), unload.cycle, List.of(unload.advice));
        addBindings(lines, unload.outstanding, more, room - length(last));
        lines.addAll(last);
        return lines;
    }

    /** Says in one line who is attached and how far it is, and in more lines who is inside. */
    public static String of(BindingDTO binding) {
        return text(lines(binding));
    }

    /** Says in one line which pair did not attach, and why. */
    public static String of(PairDTO pair) {
        return "client " + name(pair.client) + " and provider " + name(pair.provider) + " over NPI "
                + ForeignText.of(pair.npi) + " " + ForeignText.of(pair.outcome) + " " + millis(pair.ageMillis)
                + " ago: "
                + ForeignText.of(pair.reason);
    }

    /** Returns what a wait waits for. */
    public static String waited(
            String head,
            List<BindingDTO> bindings,
            int more,
            List<HolderDTO> loading,
            List<String> cycle,
            List<String> advice) {
        List<String> lines = new ArrayList<>(List.of(head));
        List<String> last = last(loading, cycle, advice);
        addBindings(lines, bindings, more, Bounded.REPORT - length(last));
        lines.addAll(last);
        return text(lines);
    }

    private static List<String> last(List<HolderDTO> loading, List<String> cycle, List<String> advice) {
        List<String> lines = new ArrayList<>();
        loading.forEach(holder -> addIndented(lines, lines("", holder)));
        addCycle(lines, cycle);
        addAdvice(lines, advice);
        return lines;
    }

    /** Who reads the first bindings does not need all others, so they are counted as soon as there is no room. */
    private static void addBindings(List<String> lines, List<BindingDTO> bindings, int more, int room) {
        int left = room - length(lines) - MARGIN;
        int shown = 0;
        for (BindingDTO binding : bindings) {
            List<String> next = lines(binding);
            left -= length(next) + next.size() * INDENT.length();
            if (left < 0 && shown > 0) {
                break;
            }
            addIndented(lines, next);
            shown++;
        }
        int rest = more + bindings.size() - shown;
        if (rest > 0) {
            lines.add(INDENT + "and " + count(rest) + " more");
        }
    }

    private static int length(List<String> lines) {
        return lines.stream().mapToInt(line -> line.length() + 1).sum();
    }

    /** Returns the steps of a cycle of waits, a line for each. */
    public static String cycle(String head, List<String> cycle) {
        List<String> lines = new ArrayList<>();
        lines.add(head);
        addCycle(lines, cycle);
        return text(lines);
    }

    /** Returns what was revoked and why, and what it was before; that may be empty. */
    public static String revocation(Object binding, int calls, String why, String before) {
        List<String> lines = new ArrayList<>();
        lines.add(binding + " was revoked, because " + why + ". " + calls(calls) + " in flight "
                + (calls == 1 ? "was" : "were") + " abandoned. Late completions are ignored."
                + (before.isEmpty() ? "" : " Before the revocation:"));
        addIndented(lines, before.lines().toList());
        return text(lines);
    }

    /** Says a time in seconds, or in milliseconds if it is shorter. */
    public static String time(long nanos) {
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
        addHolders(lines, "inside the provider: ", binding.client.holders);
        addHolders(lines, "inside the client: ", binding.provider.holders);
        if (binding.callback != null) {
            addIndented(lines, lines("a callback is running on ", binding.callback));
        }
        return lines;
    }

    private static String title(BindingDTO binding) {
        return "binding " + ForeignText.of(binding.id) + " of client " + name(binding.client) + " and provider "
                + name(binding.provider) + " over NPI " + ForeignText.of(binding.npi);
    }

    private static String name(SideDTO side) {
        return name(side.owner) + (side.number == 0 ? "" : " number " + side.number);
    }

    /** Names a module and its bundle; one that is the only module of its bundle says its name once. */
    public static String name(OwnerDTO owner) {
        String bundle = ForeignText.of(owner.name) + " [" + owner.bundle + "]";
        return owner.module.equals(owner.name) || owner.module.isEmpty()
                ? bundle
                : "module " + ForeignText.of(owner.module) + " of " + bundle;
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

    /** Those at the same place are told together. */
    private static void addHolders(List<String> lines, String where, List<HolderDTO> holders) {
        Map<Object, List<HolderDTO>> places = new LinkedHashMap<>();
        holders.forEach(holder ->
                places.computeIfAbsent(place(holder), key -> new ArrayList<>()).add(holder));
        places.values().stream().limit(NAMES).forEach(group -> {
            addIndented(lines, lines(where, group.get(0)));
            addOthers(lines, group);
        });
        int more = places.values().stream().skip(NAMES).mapToInt(List::size).sum();
        if (more > 0) {
            lines.add(INDENT + "and " + count(more) + " more with " + (places.size() - NAMES) + " other stacks");
        }
    }

    private static Object place(HolderDTO holder) {
        return List.of(holder.stack, holder.begun, holder.what, holder.frameworkLock, holder.lockOwner);
    }

    private static void addOthers(List<String> lines, List<HolderDTO> group) {
        boolean hasStack = !group.get(0).stack.isEmpty() || !group.get(0).begun.isEmpty();
        List<String> named =
                group.stream().skip(1).limit(NAMES - 1L).map(Report::who).toList();
        named.forEach(who -> lines.add(INDENT + (hasStack ? INDENT + "the same: " : "also ") + who));
        if (group.size() > NAMES) {
            lines.add(INDENT + (hasStack ? INDENT : "") + "and " + count(group.size() - NAMES) + " more"
                    + (hasStack ? " with this stack" : ""));
        }
    }

    private static List<String> lines(String where, HolderDTO holder) {
        List<String> lines = new ArrayList<>();
        lines.add(where
                + who(holder)
                + (holder.ageMillis < 0 ? "" : ", for " + millis(holder.ageMillis))
                + (holder.frameworkLock.isEmpty() ? "" : ", waits for " + ForeignText.of(holder.frameworkLock))
                + (holder.lockOwner.isEmpty()
                        ? ""
                        : ", waits for a lock that thread " + ForeignText.of(holder.lockOwner) + " holds"));
        addFrames(lines, "at ", holder.stack);
        addFrames(lines, "begun at ", holder.begun);
        return lines;
    }

    private static String who(HolderDTO holder) {
        String what = ForeignText.of(holder.what);
        if (holder.threadId < 0 && holder.thread.isEmpty()) {
            return what.isEmpty()
                    ? "a thread that has ended without closing its call"
                    : "an asynchronous call of " + what;
        }
        boolean hasEnded = holder.state.equals(Thread.State.TERMINATED.name());
        return (what.isEmpty() ? "" : what + " on ") + "thread " + ForeignText.of(holder.thread)
                + (hasEnded ? ", which has ended without closing its call" : state(holder));
    }

    /** The JVM does not tell it of each thread. */
    private static String state(HolderDTO holder) {
        return holder.state.isEmpty() ? "" : " (" + ForeignText.of(holder.state) + ")";
    }

    private static String threads(List<String> names) {
        String first = names.stream().limit(NAMES).map(ForeignText::of).collect(Collectors.joining(", thread "));
        return "thread " + first + (names.size() > NAMES ? " and " + count(names.size() - NAMES) + " more" : "");
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static void addFrames(List<String> lines, String prefix, List<String> frames) {
        frames.stream().limit(FRAMES).forEach(frame -> lines.add(INDENT + prefix + ForeignText.of(frame)));
        if (frames.size() > FRAMES) {
            lines.add(INDENT + "and " + (frames.size() - FRAMES) + " more frames");
        }
    }

    private static void addCycle(List<String> lines, List<String> cycle) {
        if (!cycle.isEmpty()) {
            lines.add(
                    INDENT + "a cycle of waits. No thread leaves it until one of these calls returns or is abandoned:");
            cycle.stream().limit(CYCLE).forEach(edge -> lines.add(INDENT + INDENT + edge));
            if (cycle.size() > CYCLE) {
                lines.add(INDENT + INDENT + "and " + count(cycle.size() - CYCLE) + " more waits");
            }
        }
    }

    private static void addAdvice(List<String> lines, List<String> advice) {
        advice.stream().filter(each -> !each.isEmpty()).distinct().forEach(each -> lines.add(INDENT + each));
    }

    private static void addIndented(List<String> lines, List<String> more) {
        more.forEach(line -> lines.add(INDENT + line));
    }

    private static String text(List<String> lines) {
        return Bounded.report(String.join(System.lineSeparator(), lines));
    }
}
