// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.time.Duration;
import java.util.Map;
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
                    what + " is not complete within " + limit().toSeconds() + " s; " + report.get() + threads(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(what + " was not complete when this thread was interrupted", e);
        }
    }

    /** Where the threads of the tests are, for whoever looks for the reason. */
    private static String threads() {
        StringBuilder text = new StringBuilder("the threads that the test has started:");
        for (Map.Entry<Thread, StackTraceElement[]> entry :
                Thread.getAllStackTraces().entrySet()) {
            if (entry.getKey().getName().startsWith(Threads.NAME)) {
                text.append("\n").append(entry.getKey().getName());
                for (StackTraceElement frame : entry.getValue()) {
                    text.append("\n    at ").append(frame);
                }
            }
        }
        return text.toString();
    }
}
