package org.nmr.registrar.core;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.nmr.Deregistration;

/** The end of one or several registrations, and the wait for it, which says in the log whom it waits for. */
final class Unload implements Deregistration {
    /** The first report; each further interval is twice the one before. */
    static final long FIRST_REPORT = TimeUnit.SECONDS.toNanos(5);

    /** A report names so many outstanding sides and counts the others. */
    static final int REPORTED = 10;

    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final String subject;
    private final List<Ending> parts;
    private final Settings settings;

    Unload(String subject, List<Ending> parts, Settings settings) {
        this.subject = subject;
        this.parts = List.copyOf(parts);
        this.settings = settings;
    }

    @Override
    public void await() {
        awaitAtMost(NO_LIMIT);
    }

    @Override
    public boolean await(Duration atMost) {
        Objects.requireNonNull(atMost, () -> subject + ": expected a time to wait, was null");
        return awaitAtMost(nanos(atMost));
    }

    @Override
    public boolean isComplete() {
        return parts.stream().allMatch(Ending::isOver);
    }

    @Override
    public CompletionStage<Void> completion() {
        return CompletableFuture.allOf(parts.stream().map(Ending::future).toArray(CompletableFuture[]::new))
                .minimalCompletionStage();
    }

    private boolean awaitAtMost(long limit) {
        if (isComplete()) {
            return true;
        }
        Thread thread = Thread.currentThread();
        for (Ending part : parts) {
            part.refuseInside(thread);
        }
        return new Wait(limit).run();
    }

    private static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException tooLong) {
            return duration.isNegative() ? 0 : NO_LIMIT;
        }
    }

    @Override
    public String toString() {
        return "unload of " + subject;
    }

    /** One thread's wait. */
    private final class Wait {
        private final long start = settings.timing().nanoTime();
        private final long limit;
        private long interval = FIRST_REPORT;
        private long nextReport = FIRST_REPORT;
        private boolean reported;

        Wait(long limit) {
            this.limit = limit;
        }

        boolean run() {
            boolean interrupted = false;
            try {
                while (true) {
                    try {
                        return allOver();
                    } catch (InterruptedException e) {
                        interrupted = true; // an unload is not cut short; the flag is restored below
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private boolean allOver() throws InterruptedException {
            for (Ending part : parts) {
                if (!over(part)) {
                    return false;
                }
            }
            if (reported) {
                settings.safeLog().info(Unload.this + " is complete after " + seconds(elapsed()) + " s");
            }
            return true;
        }

        private boolean over(Ending part) throws InterruptedException {
            while (true) {
                long elapsed = elapsed();
                long pause = Math.min(limit, nextReport) - elapsed;
                if (part.isOver() || settings.timing().await(part.latch(), Math.max(pause, 0))) {
                    return true;
                }
                if (elapsed() >= limit) {
                    return false;
                }
                if (elapsed() >= nextReport) {
                    report();
                }
            }
        }

        private void report() {
            long elapsed = elapsed();
            interval = 2 * interval;
            nextReport = elapsed + interval;
            reported = true;
            settings.safeLog().warn(Unload.this + " has waited " + seconds(elapsed) + " s for" + culprits());
        }

        private String culprits() {
            List<String> lines =
                    parts.stream().flatMap(part -> part.outstanding().stream()).toList();
            StringBuilder text = new StringBuilder();
            lines.stream()
                    .limit(REPORTED)
                    .forEach(line ->
                            text.append(System.lineSeparator()).append("  ").append(line));
            if (lines.size() > REPORTED) {
                text.append(System.lineSeparator()).append("  and ").append(lines.size() - REPORTED);
                text.append(" more");
            }
            return text.toString();
        }

        private long elapsed() {
            return settings.timing().nanoTime() - start;
        }

        private String seconds(long nanos) {
            return Long.toString(TimeUnit.NANOSECONDS.toSeconds(nanos));
        }
    }
}
