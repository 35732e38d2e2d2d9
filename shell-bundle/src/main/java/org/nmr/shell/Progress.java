// SPDX-License-Identifier: Apache-2.0
package org.nmr.shell;

import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Prints each second how long some work takes, and what it waits for when that has changed. For one thread. */
final class Progress {
    /** A verdict may say how long something takes. */
    private static final Pattern DURATION = Pattern.compile("\\b\\d+ (ms|s|min|h|d)\\b");

    private final String work;
    private final PrintStream out;
    private final Supplier<Optional<String>> blocker;

    /** What was said last, without durations. */
    private String said = "";

    /** For work with a name, and with a question that says who holds it up. */
    Progress(String work, PrintStream out, Supplier<Optional<String>> blocker) {
        this.work = work;
        this.out = out;
        this.blocker = blocker;
    }

    /**
     * Returns what the work returns, when it is done.
     *
     * @throws InterruptedException if this thread is interrupted; the work goes on
     * @throws ExecutionException if the work fails
     */
    Object await(Future<?> future) throws InterruptedException, ExecutionException {
        for (int second = 1; ; second++) {
            try {
                return future.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException takesLonger) {
                out.println(work + ": " + second + " s, " + news());
                out.flush();
            }
        }
    }

    /** Several lines each second would push away what was said before. */
    private String news() {
        String verdict = blocker.get().orElse("no module of the registrar holds it up");
        String lasting = DURATION.matcher(verdict).replaceAll("");
        if (lasting.equals(said)) {
            return "nothing has changed";
        }
        said = lasting;
        return verdict;
    }
}
