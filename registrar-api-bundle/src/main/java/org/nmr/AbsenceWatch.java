// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets each {@link AbsenceReport} look when its time has come, on one thread for all. The thread lives while there are
 * reports. Thread safe.
 *
 * <p>The threads wait on the monitor of this, which needs no memory: so a full heap takes no wait its limit.
 */
final class AbsenceWatch {
    /**
     * That of all modules that use this class. It is the only state that they share, and empty again when a registrar
     * is there.
     */
    static final AbsenceWatch SHARED = new AbsenceWatch();

    /** Those that wait. Guarded by this. */
    private final List<AbsenceReport> reports = new ArrayList<>();

    /** Whether there is a thread. Guarded by this. */
    private boolean isServed;

    /** Adds a report, which looks soon for the first time, unless it is settled. */
    synchronized void add(AbsenceReport report) {
        if (report.isSettled()) {
            return;
        }
        reports.add(report);
        report.dueAt = System.nanoTime();
        if (!isServed) {
            serve();
        }
        notifyAll();
    }

    /** Without a thread nothing is kept. */
    private void serve() {
        try {
            daemon(this::run).start();
            isServed = true;
        } finally {
            if (!isServed) {
                reports.clear();
            }
        }
    }

    /** Forgets a report that is settled. */
    synchronized void remove(AbsenceReport report) {
        for (int i = reports.size() - 1; i >= 0; i--) { // without an iterator, for which a full heap has no room
            if (reports.get(i) == report) {
                reports.remove(i);
            }
        }
        notifyAll();
    }

    private void run() {
        for (AbsenceReport due = next(); due != null; due = next()) {
            long again = due.look();
            if (again > 0) {
                due.dueAt = System.nanoTime() + again;
            } else {
                remove(due);
            }
        }
    }

    /** Waits until one is due; returns null when none is left, and the thread ends. */
    private synchronized @Nullable AbsenceReport next() {
        while (!reports.isEmpty()) {
            AbsenceReport first = reports.get(0);
            for (int i = 1; i < reports.size(); i++) {
                AbsenceReport each = reports.get(i);
                first = each.dueAt - first.dueAt < 0 ? each : first;
            }
            long left = first.dueAt - System.nanoTime();
            if (left <= 0) {
                return first;
            }
            pause(left);
        }
        isServed = false;
        return null;
    }

    private synchronized void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        } catch (InterruptedException interrupted) {
            // the thread belongs to all modules, so an interrupt ends no wait
        }
    }

    /** As the registrar's own threads: it inherits no group, thread local, class loader or access control context. */
    @SuppressWarnings("removal") // the only way to drop the context on the JDKs that have one
    private static Thread daemon(Runnable work) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            ThreadGroup group = Thread.currentThread().getThreadGroup();
            while (group.getParent() != null) {
                group = group.getParent();
            }
            boolean inheritThreadLocals = false;
            Thread thread = new Thread(group, work, "nmr-absence", /* stackSize= */ 0, inheritThreadLocals);
            thread.setDaemon(true);
            thread.setContextClassLoader(AbsenceWatch.class.getClassLoader());
            return thread;
        });
    }
}
