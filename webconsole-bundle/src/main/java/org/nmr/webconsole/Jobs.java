// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole;

import static jakarta.servlet.http.HttpServletResponse.SC_CONFLICT;
import static jakarta.servlet.http.HttpServletResponse.SC_NOT_FOUND;
import static jakarta.servlet.http.HttpServletResponse.SC_SERVICE_UNAVAILABLE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The work that pages have begun: what runs, and the last that has ended. */
final class Jobs implements AutoCloseable {
    private static final int MOST_RUNNING = 8;
    private static final int MOST_SHOWN = 20;

    private final AtomicLong changes = new AtomicLong();

    /** The oldest first. Guarded by itself. */
    private final List<Job> jobs = new ArrayList<>();

    private long lastId; // guarded by jobs

    /** Begins some work, unless the same runs already, or too much. */
    Job begin(String kind, String subject, Job.Work work) throws Refused {
        synchronized (jobs) {
            long running = jobs.stream().filter(Job::isRunning).count();
            if (jobs.stream().anyMatch(job -> job.isRunning() && job.is(kind, subject))) {
                throw new Refused(
                        SC_CONFLICT, kind + " of " + subject + " runs already; wait until it has ended, or cancel it");
            }
            if (running >= MOST_RUNNING) {
                throw new Refused(
                        SC_SERVICE_UNAVAILABLE,
                        "expected at most " + MOST_RUNNING + " tasks of the page at once; wait until one has ended");
            }
            Job job = new Job(++lastId, kind, subject, work, ended -> changes.incrementAndGet());
            jobs.add(job);
            forgetOldest();
            changes.incrementAndGet();
            job.start();
            return job;
        }
    }

    private void forgetOldest() {
        if (jobs.size() > MOST_SHOWN) {
            jobs.stream().filter(job -> !job.isRunning()).findFirst().ifPresent(jobs::remove);
        }
    }

    /** Waits a little for the end of a job. One that fails in this time is forgotten: the answer says it. */
    void awaitAnswer(Job job, Duration atMost) throws Refused, InterruptedException {
        try {
            job.await(atMost);
        } catch (Refused failed) {
            synchronized (jobs) {
                jobs.remove(job);
            }
            changes.incrementAndGet();
            throw failed;
        }
    }

    /** Cancels a job, if it runs. */
    void cancel(long id) throws Refused {
        synchronized (jobs) {
            jobs.stream()
                    .filter(job -> job.id() == id && job.isRunning())
                    .findFirst()
                    .orElseThrow(() -> new Refused(SC_NOT_FOUND, "expected a task that runs, but " + id + " does not"))
                    .cancel();
        }
    }

    /** Returns a number that is another one after each change. */
    long changes() {
        return changes.get();
    }

    boolean isAnyRunning() {
        synchronized (jobs) {
            return jobs.stream().anyMatch(Job::isRunning);
        }
    }

    /** Returns copies, the newest first. */
    List<JobDTO> toDtos() {
        List<JobDTO> dtos = new ArrayList<>();
        synchronized (jobs) {
            jobs.forEach(job -> dtos.add(0, job.toDto()));
        }
        return dtos;
    }

    /** Cancels what runs. */
    @Override
    public void close() {
        synchronized (jobs) {
            jobs.forEach(Job::cancel);
        }
    }
}
