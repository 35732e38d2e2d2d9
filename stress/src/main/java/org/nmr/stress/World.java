// SPDX-License-Identifier: Apache-2.0
package org.nmr.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.nmr.Npi;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.Registrar;
import org.nmr.registrar.unload.Timing;

/** What all threads of a run share. */
final class World {
    static final List<Npi<Work, Work>> NPIS =
            List.of(Npi.of("stress.one", Work.class, Work.class), Npi.of("stress.two", Work.class, Work.class));

    final Results results = new Results();
    final Registrar registrar;

    private final long seed;
    private final AtomicLong randoms = new AtomicLong();
    private final CountDownLatch over = new CountDownLatch(1);

    /** Delivers what comes later: completions of sides and of calls. */
    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2, task -> daemon(task, "later"));

    /** Guarded by this; the array is not changed in place. */
    private volatile StressSide[] live = {};

    World(long seed) {
        this.seed = seed;
        this.registrar = new Registrar(new Environment(new StrictLogger(results), Timing.SYSTEM, Class::getName));
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Choices follow from the seed and the order of these calls; the order of the threads does not. */
    SplittableRandom random() {
        return new SplittableRandom(seed * 1_000_003 + randoms.incrementAndGet());
    }

    /** Those who may call now, or a moment ago. */
    StressSide[] live() {
        return live;
    }

    void add(StressSide... sides) {
        synchronized (this) {
            List<StressSide> next = new ArrayList<>(List.of(live));
            next.addAll(List.of(sides));
            live = next.toArray(StressSide[]::new);
        }
    }

    void remove(StressSide side) {
        synchronized (this) {
            List<StressSide> next = new ArrayList<>(List.of(live));
            next.remove(side);
            live = next.toArray(StressSide[]::new);
        }
    }

    void later(Runnable task, int micros) {
        var unused = later.schedule(() -> guarded(task), micros, TimeUnit.MICROSECONDS);
    }

    /** Runs a part of the run; whatever it throws is a broken promise. */
    void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            results.broken(Thread.currentThread().getName() + " has failed: " + Dump.of(e));
        }
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    void end() {
        over.countDown();
    }

    /** Waits so long, or until the run is over; an interrupt ends it, too. */
    void pause(long nanos) {
        try {
            if (over.await(nanos, TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            results.count(Count.INTERRUPTS);
        }
    }
}
