// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.nmr.registrar.core.OngoingEnd;
import org.nmr.registrar.text.ForeignText;

/**
 * Says in the log who holds up the unloads that no thread waits for: the stopping thread is still inside a
 * {@code detach} or {@code cleanup}, or a registration was ended and nobody awaits it. A thread that waits reports by
 * itself.
 *
 * <p>It applies no policies: a deadline is applied by the threads that wait. Confined to one thread; keeps nothing of a
 * module.
 */
final class UnloadWatch {
    /** One look writes so many reports; the rest is counted. */
    private static final int SHOWN = 10;

    private final Supplier<? extends List<? extends OngoingEnd>> inProgress;
    private final Supplier<Duration> reportAfter;
    private final System.Logger log;

    /** The last report of each end that was reported, by its subject, which is compared by identity. */
    private final Map<Object, Last> reports = new WeakHashMap<>();

    /**
     * Makes the watch of one registrar.
     *
     * @param inProgress the ends in progress, the oldest first
     * @param reportAfter the age of an end at its first report; each further interval is twice the one before
     */
    UnloadWatch(
            Supplier<? extends List<? extends OngoingEnd>> inProgress,
            Supplier<Duration> reportAfter,
            System.Logger log) {
        this.inProgress = inProgress;
        this.reportAfter = reportAfter;
        this.log = log;
    }

    /** Reports what is due; returns whether an end is in progress. */
    boolean look() {
        List<? extends OngoingEnd> ends = inProgress.get();
        Duration after = reportAfter.get();
        List<? extends OngoingEnd> due = ends.stream()
                .filter(end -> !end.isAwaited())
                .filter(end -> last(end).isDue(end.ageMillis(), after))
                .toList();
        // All of them before the first record, so that a text that fails is not tried again each second.
        due.forEach(end -> reports.put(end.subject(), last(end).next(end.ageMillis())));
        due.stream().limit(SHOWN).forEach(end -> log.log(WARNING, safeText(end)));
        if (due.size() > SHOWN) {
            int more = due.size() - SHOWN;
            log.log(WARNING, more + " more unloads are in progress, and no thread waits for them; see nmr:why");
        }
        return !ends.isEmpty();
    }

    /** A report that cannot be made must not hide the others. */
    private static String safeText(OngoingEnd end) {
        try {
            return end.report();
        } catch (Throwable failed) {
            return "an unload is in progress, and no thread waits for it. There is no report of it, because "
                    + ForeignText.of(failed) + " was thrown";
        }
    }

    private Last last(OngoingEnd end) {
        return reports.getOrDefault(end.subject(), Last.NONE);
    }

    /**
     * The last report of an end.
     *
     * @param reports how many there were
     * @param age the end's age then, in milliseconds
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
