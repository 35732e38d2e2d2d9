// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.core.Report;

/**
 * Says in the log who holds up the unloads that no thread waits for: the stopping thread is still inside a {@code detach} or
 * {@code cleanup}, or a registration was ended and nobody awaits it. A thread that waits reports by itself.
 *
 * <p>It applies no policies: a deadline is applied by the threads that wait. Confined to one thread; keeps texts only.
 */
final class UnloadWatch {
    /** One look writes so many reports, and one report names so many bindings; the rest is counted. */
    private static final int SHOWN = 10;

    /** What somebody is inside comes first. */
    private static final Comparator<BindingDTO> CULPRITS_FIRST =
            Comparator.comparing(binding -> binding.callback == null);

    /** Where the watch looks. */
    interface InProgress {
        /** Returns the unloads in progress; only if asked to, it disturbs the threads inside for their stacks. */
        List<UnloadDTO> unloads(boolean withStacks);
    }

    private final InProgress inProgress;
    private final Supplier<Duration> reportAfter;
    private final System.Logger log;

    /** The last report of each unload in progress that was reported. */
    private final Map<Key, Last> reports = new HashMap<>();

    /**
     * Makes the watch of one registrar.
     *
     * @param reportAfter the age of an unload at its first report; each further interval is twice the one before
     */
    UnloadWatch(InProgress inProgress, Supplier<Duration> reportAfter, System.Logger log) {
        this.inProgress = inProgress;
        this.reportAfter = reportAfter;
        this.log = log;
    }

    /** Reports what is due; returns whether an unload is in progress. */
    boolean look() {
        List<Seen> unloads = keyed(inProgress.unloads(/* withStacks= */ false));
        reports.keySet().retainAll(unloads.stream().map(Seen::key).toList());
        if (!due(unloads).isEmpty()) {
            report(due(keyed(inProgress.unloads(/* withStacks= */ true))));
        }
        return !unloads.isEmpty();
    }

    private List<Seen> due(List<Seen> unloads) {
        Duration after = reportAfter.get();
        return unloads.stream()
                .filter(seen -> seen.unload().waiting.isEmpty())
                .filter(seen -> last(seen).isDue(seen.age(), after))
                .toList();
    }

    private Last last(Seen seen) {
        Last last = reports.getOrDefault(seen.key(), Last.NONE);
        boolean isOfAnother = seen.age() < last.age();
        return isOfAnother ? Last.NONE : last;
    }

    private void report(List<Seen> due) {
        // All of them before the first record, so that a text that fails is not tried again each second.
        due.forEach(seen -> reports.put(seen.key(), last(seen).next(seen.age())));
        due.stream().limit(SHOWN).forEach(seen -> log.log(WARNING, safeText(seen.unload())));
        if (due.size() > SHOWN) {
            int more = due.size() - SHOWN;
            log.log(WARNING, more + " more unloads are in progress that no thread waits for; see nmr:why");
        }
    }

    /** A report that cannot be made must not hide the others. */
    private static String safeText(UnloadDTO unload) {
        try {
            return text(unload);
        } catch (Throwable failed) {
            return unload.subject + " is unloading: expected to say more, but "
                    + failed.getClass().getName() + " was thrown";
        }
    }

    private static String text(UnloadDTO unload) {
        int more = Math.max(unload.outstanding.size() - SHOWN, 0);
        unload.outstanding =
                unload.outstanding.stream().sorted(CULPRITS_FIRST).limit(SHOWN).toList();
        return Report.of(unload) + (more == 0 ? "" : System.lineSeparator() + "  and " + more + " more");
    }

    private static List<Seen> keyed(List<UnloadDTO> unloads) {
        Map<String, Integer> counts = new HashMap<>();
        return unloads.stream()
                .map(each -> new Seen(new Key(each.subject, counts.merge(each.subject, 1, Integer::sum)), each))
                .toList();
    }

    /**
     * Names an unload.
     *
     * @param subject what ends, for people
     * @param nth which of those that have the same subject, the oldest first
     */
    private record Key(String subject, int nth) {}

    /** An unload in progress. */
    private record Seen(Key key, UnloadDTO unload) {
        long age() {
            return unload.ageMillis;
        }
    }

    /**
     * The last report of an unload.
     *
     * @param reports how many there were
     * @param age the unload's age then, in milliseconds
     */
    private record Last(int reports, long age) {
        static final Last NONE = new Last(0, 0);

        /** Halves the time instead of doubling the interval, which may have no end. */
        boolean isDue(long now, Duration after) {
            return Duration.ofMillis((now - age) >> reports).compareTo(after) >= 0;
        }

        Last next(long now) {
            return new Last(reports + 1, now);
        }
    }
}
