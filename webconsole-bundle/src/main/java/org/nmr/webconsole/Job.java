// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Some work on a thread of its own, which may go on after the request that has begun it was answered. */
final class Job {
    private static final int MOST_LINES = 100;

    private final long id;
    private final String kind;
    private final String subject;
    private final Work work;
    private final Thread thread;
    private final long begun = System.nanoTime();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Guarded by itself. */
    private final Deque<String> lines = new ArrayDeque<>();

    /** Written by the job's thread before {@link #ended} is counted down, and read after it. */
    private String outcome = "";

    private @Nullable Refused failure;
    private long took;

    /** What is done. */
    @FunctionalInterface
    interface Work {
        /** Returns what has come out of it, in one line; takes the lines of its steps. */
        String run(Consumer<String> progress) throws Exception;
    }

    Job(long id, String kind, String subject, Work work, Consumer<Job> whenEnded) {
        this.id = id;
        this.kind = kind;
        this.subject = subject;
        this.work = work;
        this.thread = new Thread(() -> run(whenEnded), "nmr-page-" + kind + "-" + id);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run(Consumer<Job> whenEnded) {
        try {
            outcome = Refused.line(work.run(this::add));
        } catch (Throwable failed) { // modules' cleanups run inside
            failure = Refused.because(failed);
            outcome = failure.line();
        } finally {
            took = System.nanoTime() - begun;
            ended.countDown();
            whenEnded.accept(this);
        }
    }

    private void add(String line) {
        synchronized (lines) {
            lines.addLast(Refused.line(line));
            if (lines.size() > MOST_LINES) {
                lines.removeFirst();
            }
        }
    }

    long id() {
        return id;
    }

    boolean is(String otherKind, String otherSubject) {
        return kind.equals(otherKind) && subject.equals(otherSubject);
    }

    boolean isRunning() {
        return ended.getCount() > 0;
    }

    /** Waits for the end, but not longer than this. Throws what it has failed with. */
    void await(Duration atMost) throws Refused, InterruptedException {
        if (ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS) && failure != null) {
            throw failure;
        }
    }

    /** Interrupts the work, which decides what that means. */
    void cancel() {
        thread.interrupt();
    }

    JobDTO toDto() {
        JobDTO dto = new JobDTO();
        dto.id = id;
        dto.kind = kind;
        dto.subject = subject;
        boolean running = isRunning();
        dto.ageMillis = TimeUnit.NANOSECONDS.toMillis(running ? System.nanoTime() - begun : took);
        dto.outcome = running ? "" : outcome;
        dto.state = running ? "RUNNING" : failure == null ? "DONE" : "FAILED";
        synchronized (lines) {
            dto.lines = List.copyOf(lines);
        }
        return dto;
    }
}
