// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.report.ThrownCopy;
import org.nmr.registrar.text.ForeignText;

/**
 * The warnings that may come by thousands: the first few of each cause are written in full, and the others are counted.
 * The next thread that warns, ends a wait or follows changes writes the sums. Thread safe, and cannot fail.
 */
public final class Warnings {
    /** So many of each cause are written in full within a window. */
    static final int IN_FULL = 10;

    static final long WINDOW = TimeUnit.MINUTES.toNanos(1);

    /** The least time between two sums of one cause. */
    static final long PAUSE = TimeUnit.SECONDS.toNanos(10);

    /** So many causes are told apart. */
    private static final int CAUSES = 100;

    private static final String OTHERS = "warnings of other causes";

    private final Log log;
    private final Timing timing;

    /** What was written and counted lately, by cause. */
    private final Map<String, Flood> floods = new ConcurrentHashMap<>();

    /** Makes the warnings of one registrar. */
    public Warnings(Log log, Timing timing) {
        this.log = log;
        this.timing = timing;
    }

    /** Writes a warning, or counts it. */
    public void warn(String cause, String message) {
        warn(cause, message, null);
    }

    /** The same with an exception. */
    public void warn(String cause, String message, @Nullable Throwable thrown) {
        if (!admit(cause)) {
            sumUp(/* first= */ false);
        } else if (thrown == null) {
            log.warn(message);
        } else {
            log.warn(message, thrown);
        }
    }

    /** Names a cause with an exception: the same class at the same place is the same cause. */
    public static String cause(String what, Throwable thrown) {
        return Log.text(what, () -> {
            StackTraceElement[] frames =
                    ThrownCopy.isForeign(thrown) ? new StackTraceElement[0] : thrown.getStackTrace();
            return what + ": " + ForeignText.of(thrown.getClass().getName())
                    + (frames.length == 0 ? "" : " at " + ForeignText.of(frames[0].toString()));
        });
    }

    /** Whether the next warning of this cause would be written in full; so that a long text is made only then. */
    public boolean isInFull(String cause) {
        Flood flood = floods.get(cause);
        return flood == null || flood.hasRoom(timing.nanoTime());
    }

    private boolean admit(String cause) {
        try {
            boolean isKnown = floods.containsKey(cause) || floods.size() < CAUSES;
            long now = timing.nanoTime();
            Flood flood = floods.computeIfAbsent(isKnown ? cause : OTHERS, key -> new Flood(now));
            return flood.admit(now);
        } catch (Throwable failed) {
            return true; // rather one record too many, which the log bounds as well
        }
    }

    /** Writes the sums that are due; returns whether others may be later. */
    public boolean sumUp() {
        return sumUp(/* first= */ true);
    }

    private boolean sumUp(boolean first) {
        try {
            long now = timing.nanoTime();
            floods.forEach((cause, flood) -> write(cause, flood.takeSum(now, first)));
            floods.values().removeIf(flood -> flood.isOver(now));
            return !floods.isEmpty();
        } catch (Throwable failed) {
            return true; // the next one that looks tries again
        }
    }

    private void write(String cause, long more) {
        if (more > 0) {
            log.warn(String.format(Locale.ROOT, "%,d more %s; the first of them are above", more, cause));
        }
    }

    /** What came of one cause in one window. All fields are guarded by this. */
    private static final class Flood {
        private long begin;
        private int written;
        private long counted;

        /** When the last sum was taken; before that, when the window began. */
        private long summed;

        private int sums;

        Flood(long now) {
            begin = now;
            summed = now;
        }

        synchronized boolean hasRoom(long now) {
            return written < IN_FULL || now - begin >= WINDOW;
        }

        synchronized boolean admit(long now) {
            if (now - begin >= WINDOW) {
                begin = now;
                written = 0;
            }
            if (written < IN_FULL) {
                written++;
                return true;
            }
            counted++;
            return false;
        }

        /** The first sum may come at once, if the one who asks knows of an end of the flood. */
        synchronized long takeSum(long now, boolean first) {
            boolean isDue = now - summed >= PAUSE || (first && sums == 0);
            if (counted == 0 || !isDue) {
                return 0;
            }
            long sum = counted;
            counted = 0;
            summed = now;
            sums++;
            return sum;
        }

        synchronized boolean isOver(long now) {
            return counted == 0 && now - begin >= WINDOW;
        }
    }
}
