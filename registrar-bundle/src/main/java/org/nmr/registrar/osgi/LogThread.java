// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import java.util.ResourceBundle;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.call.Daemons;
import org.nmr.registrar.text.Bounded;
import org.nmr.registrar.text.ForeignText;
import org.nmr.registrar.unload.Interrupts;
import org.nmr.registrar.unload.Log;

/**
 * The log of one registrar, which can neither fail nor block: other threads write the records.
 *
 * <p>The caller waits until its record is written, so that a record is in the log before what follows it happens. It
 * waits for {@link #PATIENCE} at most. While one record is late, no thread waits for any. So a logger that blocks
 * delays one caller once, and holds its records only.
 *
 * <p>The threads exist only while there is something to write, and shortly after. If none can be started, the caller
 * writes the record itself, unless one is late.
 */
final class LogThread implements System.Logger {
    /** How long a caller waits for its record, in milliseconds. */
    static final long PATIENCE = 500;

    /** How many records wait for a logger that blocks; the others are counted. */
    static final int WAITING = 1000;

    /** A logger may block for one record only, and write others: so another thread goes on with those. */
    private static final int THREADS = 4;

    private final System.Logger logger;
    private final long patience;
    private final ThreadPoolExecutor threads;

    /** The record that a caller has last waited for in vain. */
    private volatile Future<?> late = CompletableFuture.completedFuture(null);

    /** How many records were dropped since the last that was written. */
    private final AtomicLong lost = new AtomicLong();

    LogThread(System.Logger logger) {
        this(logger, PATIENCE, work -> Daemons.create("nmr-log", work));
    }

    LogThread(System.Logger logger, long patience, ThreadFactory factory) {
        this.logger = logger;
        this.patience = patience;
        this.threads = new ThreadPoolExecutor(
                1,
                THREADS,
                1,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                factory,
                (record, executor) -> lost.incrementAndGet());
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public String getName() {
        return "org.nmr.registrar";
    }

    /** Not asked here, because the logger may block. */
    @Override
    public boolean isLoggable(Level level) {
        return true;
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
        String head = thrown == null ? Bounded.report(message) : Log.head(message);
        write(() -> {
            if (thrown == null) {
                attempt(() -> logger.log(level, bundle, head, (Throwable) null));
            } else if (!attempt(() -> logger.log(level, bundle, head, Log.printable(head, thrown)))) {
                String text = head + ": " + ForeignText.of(thrown.getClass().getName()) + ", which cannot be printed";
                attempt(() -> logger.log(level, bundle, text, (Object[]) null));
            }
        });
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object @Nullable ... params) {
        String bounded = params == null || params.length == 0 ? Bounded.report(format) : format;
        write(() -> attempt(() -> logger.log(level, bundle, bounded, params)));
    }

    private void write(Runnable record) {
        FutureTask<?> task = new FutureTask<>(() -> written(record), null);
        try {
            threads.execute(task);
        } catch (Throwable noThread) { // "unable to create native thread"
            writeWithoutThread(task);
        }
        await(task);
    }

    /** While one record is late, the logger may block this one, too: then it waits for the threads that are there. */
    private void writeWithoutThread(FutureTask<?> record) {
        if (late.isDone()) {
            record.run();
        } else if (!threads.getQueue().offer(record)) {
            lost.incrementAndGet();
        }
    }

    private void written(Runnable record) {
        record.run();
        long before = lost.getAndSet(0);
        if (before > 0) {
            attempt(() -> logger.log(Level.WARNING, before + " records are lost, because the log was blocked"));
        }
    }

    private void await(Future<?> record) {
        if (!late.isDone()) {
            if (!threads.getQueue().isEmpty()) {
                addThread();
            }
        } else if (!isDoneInTime(record)) {
            late = record;
            addThread();
        }
    }

    /** By the clock of the JVM, because a future knows no other, and a log has to work without a registrar. */
    private boolean isDoneInTime(Future<?> record) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patience);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    record.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return true;
                } catch (InterruptedException e) {
                    interrupted = true; // restored below: the log ends no wait of the caller
                } catch (TimeoutException e) {
                    return false;
                } catch (ExecutionException e) {
                    return true; // an Error of the JVM; there is no place left to report it
                }
            }
        } finally {
            if (interrupted) {
                Interrupts.restore();
            }
        }
    }

    private void addThread() {
        attempt(() -> threads.setCorePoolSize(Math.min(threads.getPoolSize() + 1, THREADS)));
    }

    /** Returns whether nothing was thrown. */
    private static boolean attempt(Runnable action) {
        try {
            action.run();
            return true;
        } catch (Throwable failed) {
            return false; // there is no place left to report it
        }
    }
}
