// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge.work;

import static java.lang.System.Logger.Level.ERROR;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which the code of modules runs, and all slow work. There are as many as there is work, because each
 * may be blocked by a module for as long as that likes.
 */
public final class Workers implements Executor {
    private final ExecutorService pool;
    private final System.Logger log;

    /** Starts no thread yet. */
    public Workers(System.Logger log) {
        this.log = log;
        AtomicInteger count = new AtomicInteger();
        pool = Executors.newCachedThreadPool(task -> daemon(task, "nmr-reach " + count.incrementAndGet()));
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Runs a task on a thread of its own.
     *
     * @throws RejectedExecutionException if no thread can be started, or these workers are closed
     */
    @Override
    public void execute(Runnable task) {
        try {
            pool.execute(() -> runLogged(log, "a worker", task));
        } catch (OutOfMemoryError noThread) {
            throw new RejectedExecutionException("no thread can be started", noThread);
        }
    }

    static void runLogged(System.Logger log, String who, Runnable task) {
        try {
            task.run();
        } catch (Throwable thrown) { // an error of ours must not end what serves others
            log.log(ERROR, "reach: " + who + ": expected no exception", thrown);
        }
    }

    /** Begins nothing new; what runs goes on. */
    public void close() {
        pool.shutdown();
    }
}
