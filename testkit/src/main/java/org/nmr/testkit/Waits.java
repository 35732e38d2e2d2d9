// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The bound of every wait, and the complaint when it is reached. */
final class Waits {
    /** Far more than anything takes that is not stuck, in seconds; the property is for tests that must fail. */
    private static final int LIMIT = 60;

    private static final String PROPERTY = "org.nmr.testkit.limit";

    private Waits() {}

    static Duration limit() {
        return Duration.ofSeconds(Integer.getInteger(PROPERTY, LIMIT));
    }

    /** Returns when a time of this length is over, by {@link System#nanoTime}. */
    static long deadline(Duration time) {
        Duration longest = Duration.ofDays(365); // the nanoseconds of more may be too many
        return System.nanoTime() + (time.compareTo(longest) < 0 ? time : longest).toNanos();
    }

    static void await(CountDownLatch latch, String complaint) {
        try {
            if (!latch.await(limit().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(complaint + " within " + limit().toSeconds() + " s; " + threads());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(complaint + " before this thread was interrupted", e);
        }
    }

    static <T> T get(Future<T> future, String what) {
        return get(future, what, () -> "");
    }

    /** The report is made when the time is over. */
    static <T> T get(Future<T> future, String what, Supplier<String> report) {
        try {
            return future.get(limit().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(what + " failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError(
                    "expected " + what + " to be complete within " + limit().toSeconds() + " s, but it is not; "
                            + report.get() + threads(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("expected " + what + " to be complete, but this thread was interrupted before", e);
        }
    }

    /** Where the threads of the tests are, for whoever looks for the reason. */
    private static String threads() {
        List<String> threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(Threads.NAME))
                .map(Waits::describe)
                .toList();
        return "the test kit runs " + Counted.list("thread", threads);
    }

    /** Returns the name and the state of a thread, and where it is. */
    static String describe(Thread thread) {
        StringBuilder text = new StringBuilder(thread.getName()).append(", ").append(thread.getState());
        for (StackTraceElement frame : thread.getStackTrace()) {
            text.append("\n    at ").append(frame);
        }
        return text.toString();
    }
}
