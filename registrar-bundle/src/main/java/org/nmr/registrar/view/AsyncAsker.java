// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.nmr.registrar.call.Daemons;

/**
 * The threads of one registrar that ask results of foreign classes whether they are done, so that waiting threads need
 * not.
 *
 * <p>A result that blocks keeps its thread. The others are asked by the remaining threads; if all are kept, results of
 * foreign classes can only end their calls by calling back. Waiting threads, their reports and their deadlines never
 * depend on these threads. They are daemons, and end when there was nothing to ask for a second.
 */
public final class AsyncAsker implements Executor {
    private static final int THREADS = 4;

    /** So many questions may be kept while all threads are. */
    private static final int QUESTIONS = 100_000;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUESTIONS),
            work -> Daemons.create("nmr-results", work));

    /** Makes what asks; no thread begins before there is something to ask. */
    public AsyncAsker() {
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Asks soon.
     *
     * @throws RejectedExecutionException if too many questions wait for a thread
     */
    @Override
    public void execute(Runnable question) {
        threads.execute(question);
    }
}
