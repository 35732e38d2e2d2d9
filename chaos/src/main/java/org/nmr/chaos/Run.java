// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nmr.chaos.shared.Count;
import org.nmr.chaos.shared.Ledger;
import org.nmr.chaos.shared.Life;
import org.nmr.chaos.shared.PlainLife;
import org.nmr.chaos.shared.Probe;
import org.nmr.chaos.shared.Rule;
import org.nmr.chaos.shared.Script;
import org.nmr.chaos.shared.World;

/** What all threads of a run share, and what modules see of it. */
final class Run implements World {
    private final Options options;
    private final Ledger ledger = new Ledger();
    private final Gate gate = new Gate();
    private final Workforce workforce = new Workforce();
    private final Loaders loaders = new Loaders();
    private final Shield shield = new Shield();
    private final AtomicIntegerArray begun;
    private final CountDownLatch over = new CountDownLatch(1);

    /** The modules whose {@code stop()} did not unload, and the plain bundles, by bundle. */
    private final Map<Long, Life> forgotten = new ConcurrentHashMap<>();

    /** Delivers what comes later: completions of sides and of calls. */
    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2, task -> daemon(task, "later"));

    /** What a module could leave behind; empty unless the options want a leak. */
    private final Queue<ClassLoader> leaked = new ConcurrentLinkedQueue<>();

    /** Null until the framework runs. */
    private volatile @Nullable Probe probe;

    Run(Options options) {
        this.options = options;
        this.begun = new AtomicIntegerArray(options.population());
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    Options options() {
        return options;
    }

    Ledger ledger() {
        return ledger;
    }

    Gate gate() {
        return gate;
    }

    Workforce workforce() {
        return workforce;
    }

    Loaders loaders() {
        return loaders;
    }

    Shield shield() {
        return shield;
    }

    void probe(Probe inside) {
        probe = inside;
    }

    boolean isOver() {
        return over.getCount() == 0 || isEnough();
    }

    private boolean isEnough() {
        return options.cycles() > 0 && ledger.get(Count.CYCLES) >= options.cycles();
    }

    void end() {
        over.countDown();
    }

    // ---- for modules ------------------------------------------------------------------------------------------

    @Override
    public Life begin(int slot, ClassLoader loader) {
        int number = begun.incrementAndGet(slot);
        return new Life(ledger, known("module-", slot, number, loader), script(slot, number));
    }

    @Override
    public PlainLife beginPlain(int slot, ClassLoader loader, long bundle) {
        int number = begun.incrementAndGet(slot);
        String name = known("plain-", slot, number, loader);
        PlainLife life = new PlainLife(ledger, name, script(slot, number), shield);
        forgotten.put(bundle, life);
        return life;
    }

    private String known(String kind, int slot, int number, ClassLoader loader) {
        String name = kind + slot + "#" + number;
        loaders.add(slot, name, loader);
        if (options.leak()) {
            leaked.add(loader);
        }
        return name;
    }

    private Script script(int slot, int number) {
        return options.script().of(slot).of(number);
    }

    @Override
    public boolean isUndrained() {
        return options.undrained();
    }

    @Override
    public void employ(Life life, Consumer<SplittableRandom> work) {
        workforce.add(life, work);
    }

    @Override
    public void end(Life life, long bundle) {
        workforce.remove(life);
        Probe inside = probe;
        String remains = inside == null ? "" : inside.remains(bundle);
        ledger.require(remains.isEmpty(), Rule.REMAINS, "the registrar still shows " + remains, life);
        life.end();
        ledger.count(Count.CYCLES);
    }

    @Override
    public void forget(Life life, long bundle) {
        workforce.remove(life);
        forgotten.put(bundle, life);
    }

    /** The framework has withdrawn the services of a bundle that stops, and releases what it has used. */
    void released(long bundle) {
        Life life = forgotten.remove(bundle);
        if (life instanceof PlainLife) {
            workforce.remove(life);
            life.end();
            ledger.count(Count.PLAIN_CYCLES);
        } else if (life != null) {
            end(life, bundle);
        }
    }

    @Override
    public void later(Runnable task, int micros) {
        var unused = later.schedule(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException | Error e) {
                        ledger.broken(Rule.EXCEPTION, Dump.of(e));
                    }
                },
                micros,
                TimeUnit.MICROSECONDS);
    }
}
