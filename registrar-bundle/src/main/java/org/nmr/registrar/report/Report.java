// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

/**
 * The text that operators read: the same in the log and in commands. The first line of each text has no indent and says
 * who is the cause; the last one of what waits says what to do.
 */
public final class Report {
    /** A report in the log names so many bindings and counts the others. */
    public static final int BINDINGS = 10;

    /** What stands before the next step, in the last line of a report. */
    public static final String NEXT = "next: ";

    static final String INDENT = "  ";

    /** What is left for the line that counts the rest. */
    private static final int MARGIN = 100;

    /** So many waits of a cycle are shown. */
    private static final int CYCLE = 20;

    private Report() {}

    /** Says who holds an unload up. */
    public static String of(UnloadDTO unload) {
        return of(unload, /* more= */ 0);
    }

    /** The same for one that is waited for by more bindings than it names. */
    public static String of(UnloadDTO unload, int more) {
        List<Blocker> blockers = Blockers.of(unload);
        return text(head(unload, blockers), details(unload, more, Bounded.REPORT), blockers);
    }

    /** Returns the first line of an unload's report. */
    public static String head(UnloadDTO unload, List<Blocker> blockers) {
        return ForeignText.of(unload.subject) + " began to end " + millis(unload.ageMillis) + " ago and waits for "
                + Blocker.text(blockers);
    }

    /** Returns the lines between the first and the last one, with all bindings, however many there are. */
    public static List<String> details(UnloadDTO unload) {
        return details(unload, /* more= */ 0, Integer.MAX_VALUE);
    }

    /** The same, of as many bindings as there is room for. */
    public static List<String> bounded(UnloadDTO unload) {
        return details(unload, /* more= */ 0, Bounded.REPORT - MARGIN);
    }

    private static List<String> details(UnloadDTO unload, int more, int room) {
        List<String> lines = new ArrayList<>();
        if (!unload.waiting.isEmpty()) {
            lines.add(INDENT + "awaited by " + threads(unload.waiting));
        }
        if (unload.abandonedCalls > 0) {
            lines.add(INDENT + BindingText.calls(unload.abandonedCalls) + " abandoned");
        }
        List<String> last = last(
                unload.loading == null ? List.of() : List.of(unload.loading), unload.cycle, List.of(unload.advice));
        addBindings(lines, unload.outstanding, more, room - length(last));
        lines.addAll(last);
        return new StacksOnce().of(lines);
    }

    /** Says in one line who is attached and how far it is, and in more lines who is inside. */
    public static String of(BindingDTO binding) {
        return text(BindingText.lines(binding));
    }

    /** Says who is inside, and where. */
    public static List<String> of(HolderDTO holder) {
        List<String> lines = new ArrayList<>();
        addIndented(lines, BindingText.lines("", holder));
        return List.copyOf(lines);
    }

    /** Says in one line who runs code of a module that belongs to no binding. */
    public static String moduleCode(HolderDTO holder) {
        return Blockers.of(List.of(), List.of(holder), Cycle.NONE).get(0).text();
    }

    /** Says in one line who is attached and how far it is. */
    public static String title(BindingDTO binding) {
        return BindingText.title(binding);
    }

    /** Says what the end of one binding would wait for; the culprit first. */
    public static List<Blocker> blockers(List<BindingDTO> bindings) {
        return Blockers.of(bindings, /* loading= */ List.of(), Cycle.NONE);
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
            Cycle cycle,
            List<String> advice) {
        List<Blocker> blockers = Blockers.of(bindings, loading, cycle);
        List<String> lines = new ArrayList<>();
        List<String> last = last(loading, cycle.waits(), advice);
        addBindings(lines, bindings, more, Bounded.REPORT - length(last));
        lines.addAll(last);
        return text(head + " " + Blocker.text(blockers), new StacksOnce().of(lines), blockers);
    }

    private static List<String> last(List<HolderDTO> loading, List<String> cycle, List<String> advice) {
        List<String> lines = new ArrayList<>();
        loading.forEach(holder -> addIndented(lines, BindingText.lines("", holder)));
        addCycle(lines, cycle);
        addAdvice(lines, advice);
        return lines;
    }

    /** Who reads the first bindings does not need all others, so they are counted as soon as there is no room. */
    private static void addBindings(List<String> lines, List<BindingDTO> bindings, int more, int room) {
        int left = room - length(lines) - MARGIN;
        int shown = 0;
        for (BindingDTO binding : bindings) {
            List<String> next = BindingText.lines(binding);
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
    public static String cycle(String head, Cycle cycle) {
        List<String> lines = new ArrayList<>();
        lines.add(head);
        addCycle(lines, cycle.waits());
        return text(lines);
    }

    /** Returns what was revoked and why, and what it was before; that may be empty. */
    public static String revocation(Object binding, int calls, String why, String before) {
        List<String> lines = new ArrayList<>();
        lines.add(binding + " was revoked, because " + why + ". " + BindingText.calls(calls) + " in flight "
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

    /** Names a side by its module, and by its number if it has one. */
    static String name(SideDTO side) {
        return name(side.owner) + (side.number == 0 ? "" : " number " + side.number);
    }

    /** Names a module and its bundle; one that is the only module of its bundle says its name once. */
    public static String name(OwnerDTO owner) {
        String bundle = ForeignText.of(owner.name) + " [" + owner.bundle + "]";
        return owner.module.equals(owner.name) || owner.module.isEmpty()
                ? bundle
                : "module " + ForeignText.of(owner.module) + " of " + bundle;
    }

    private static String threads(List<String> names) {
        int limit = BindingText.NAMES;
        String first = names.stream().limit(limit).map(ForeignText::of).collect(Collectors.joining(", thread "));
        return "thread " + first + (names.size() > limit ? " and " + count(names.size() - limit) + " more" : "");
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
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

    static void addIndented(List<String> lines, List<String> more) {
        more.forEach(line -> lines.add(INDENT + line));
    }

    private static String text(List<String> lines) {
        return Bounded.report(String.join(System.lineSeparator(), lines));
    }

    /** The last line is never cut off. */
    private static String text(String head, List<String> details, List<Blocker> blockers) {
        String next = System.lineSeparator() + NEXT + blockers.get(0).nextStep();
        List<String> lines = new ArrayList<>(List.of(head));
        lines.addAll(details);
        String text = String.join(System.lineSeparator(), lines);
        return Bounded.of(text, Bounded.REPORT - Bounded.bytes(next), /* hint= */ "") + next;
    }
}
