// SPDX-License-Identifier: Apache-2.0
package org.nmr.shell;

import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Prints each second what some work waits for. For one thread. */
final class Progress {
    private final String work;
    private final PrintStream out;
    private final Supplier<Optional<String>> blocker;

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
                out.println(
                        work + ": " + second + " s, " + blocker.get().orElse("no module of the registrar holds it up"));
                out.flush();
            }
        }
    }
}
