// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.nmr.chaos.shared.Count;
import org.nmr.chaos.shared.Ledger;
import org.nmr.chaos.shared.Rule;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceException;

/**
 * The program: bundles come and go in a framework under traffic; prints seed and counts, and ends with 1 if a rule was
 * broken.
 *
 * <p>Takes its options as system properties, see {@link Options}.
 */
public final class Chaos {
    private static final long LOOK_NANOS = 50_000_000;
    /** So many in a run, but not more often than so. */
    private static final int CHECKPOINTS = 60;

    private static final long CHECKPOINT_NANOS = 2_000_000_000;
    private static final Duration REPORT = Duration.ofMinutes(1);

    private final Options options;
    private final Run run;
    private final Ledger ledger;
    private final Platform platform;
    private final Population population;
    private final Checkpoint checkpoint;
    private final List<Operator> operators = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final long start = System.nanoTime();

    private Chaos(Options options) throws IOException, BundleException {
        this.options = options;
        this.run = new Run(options);
        this.ledger = run.ledger();
        this.platform = new Platform(options, run);
        run.probe(platform.seen());
        run.shield().protect(List.of(platform.registrar(), platform.drain()));
        this.population = new Population(platform, run.shield(), options.modules(), options.plain());
        this.checkpoint = new Checkpoint(run, population);
    }

    /** Runs it. */
    public static void main(String[] args) {
        boolean isClean = false;
        try {
            isClean = soak();
        } catch (Throwable failed) {
            System.out.println(Dump.of(failed));
        }
        Runtime.getRuntime().halt(isClean ? 0 : 1); // whatever hangs, such as the threads of a framework
    }

    private static boolean soak() throws Exception {
        Options options = Options.ofSystem();
        System.out.println("chaos: seed=" + options.seed() + "; again: " + options.replay());
        Chaos chaos = new Chaos(options);
        RegistrarLog log = RegistrarLog.open(chaos.ledger);
        boolean isClean = chaos.run();
        chaos.print();
        log.close();
        return isClean;
    }

    private boolean run() throws Exception {
        platform.context().addFrameworkListener(this::reported);
        for (int i = 0; i < options.threads(); i++) {
            Operator operator = new Operator(run, population, i);
            operators.add(operator);
            add(operator, "operator-" + i);
        }
        for (int i = 0; i < options.callers(); i++) {
            add(new Caller(run, i), "caller-" + i);
        }
        threads.forEach(Thread::start);
        boolean hangs = watch();
        run.end();
        hangs = hangs || !join() || !finish();
        if (hangs) {
            ledger.broken(
                    Rule.HANG,
                    "no cycle for " + options.hang() + " s\n" + platform.seen().picture() + "\n" + Dump.ofAllThreads());
        }
        return ledger.isClean();
    }

    /** What goes wrong in a refresh has no other way to be seen. */
    private void reported(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR && isWithoutObject(event.getThrowable())) {
            ledger.count(Count.NO_OBJECTS);
        } else if (event.getType() == FrameworkEvent.ERROR) {
            var unused = new Judge(ledger).of(event.getThrowable());
        }
    }

    /** A service goes while a consumer asks for its object. */
    private static boolean isWithoutObject(Throwable thrown) {
        return thrown instanceof ServiceException none && none.getType() == ServiceException.FACTORY_ERROR;
    }

    private void add(Runnable task, String name) {
        threads.add(Run.daemon(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException | Error e) {
                        ledger.broken(Rule.EXCEPTION, name + " has ended: " + Dump.of(e));
                    }
                },
                name));
    }

    // ---- while it runs ----------------------------------------------------------------------------------------

    /** Returns whether cycles have stopped coming; ends early, some seconds after a rule was broken. */
    private boolean watch() throws InterruptedException {
        Progress progress = new Progress(options, ledger);
        long interval = Math.max(options.time().toNanos() / CHECKPOINTS, CHECKPOINT_NANOS);
        long nextCheckpoint = interval;
        long nextReport = REPORT.toNanos();
        while (elapsed() < options.time().toNanos() && !run.isOver() && !progress.isBroken()) {
            LockSupport.parkNanos(LOOK_NANOS);
            if (progress.hangs()) {
                return true;
            }
            if (elapsed() >= nextCheckpoint) {
                nextCheckpoint = elapsed() + interval;
                if (!run.gate().close(patience(), checkpoint::look)) {
                    return true;
                }
                progress.seen();
            }
            if (elapsed() >= nextReport) {
                nextReport += REPORT.toNanos();
                System.out.println("chaos: " + seconds() + " s, " + ledger);
            }
        }
        return false;
    }

    private long elapsed() {
        return System.nanoTime() - start;
    }

    private long seconds() {
        return Duration.ofNanos(elapsed()).toSeconds();
    }

    private Duration patience() {
        return Duration.ofSeconds(options.hang());
    }

    // ---- the end ----------------------------------------------------------------------------------------------

    /** Returns whether all threads have ended. */
    private boolean join() throws InterruptedException {
        return join(threads);
    }

    private boolean join(List<Thread> all) throws InterruptedException {
        long deadline = System.nanoTime() + patience().toNanos();
        for (Thread thread : all) {
            thread.join(
                    Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
        }
        return all.stream().noneMatch(Thread::isAlive);
    }

    /** Looks once more, stops everything, looks whether suspects are left, and compares; returns false if it hangs. */
    private boolean finish() throws InterruptedException {
        if (!run.gate().close(patience(), checkpoint::look)
                || !ends(this::stopModules)
                || !run.gate().close(patience(), checkpoint::lookForLoaders)
                || !ends(this::stopPlatform)) {
            return false;
        }
        long attached = ledger.get(Count.ATTACHED);
        long ended = ledger.get(Count.DETACHED) + ledger.get(Count.DISOWNED);
        ledger.require(attached == ended, Rule.DETACH, "attached " + attached + " sides, ended " + ended, "all");
        Heap heap = checkpoint.heap();
        ledger.require(
                heap.isFlat(options.framework(), ledger.get(Count.UNINSTALLS)),
                Rule.HEAP,
                "the heap has grown from " + heap.first(),
                heap.last());
        return true;
    }

    /** Returns false if it hangs. */
    private boolean ends(Runnable stop) throws InterruptedException {
        Thread stopper = Run.daemon(stop, "stopper");
        stopper.start();
        return join(List.of(stopper));
    }

    private void stopModules() {
        Judge judge = new Judge(ledger);
        for (int slot = 0; slot < population.size(); slot++) {
            try {
                population.stop(slot);
            } catch (BundleException | IllegalStateException e) {
                var unused = judge.of(e);
            }
        }
    }

    private void stopPlatform() {
        try {
            platform.stop();
        } catch (BundleException | InterruptedException | IOException e) {
            ledger.broken(Rule.EXCEPTION, Dump.of(e));
        }
    }

    private void print() {
        if (!ledger.isClean()) {
            ledger.broken().forEach(each -> System.out.println("broken: " + each));
            operators.forEach(each -> each.history().forEach(System.out::println));
            System.out.println("again: " + options.replay());
        }
        System.out.println(new Summary(options, ledger, checkpoint.heap(), seconds(), trace()));
    }

    private String trace() {
        return Long.toHexString(
                operators.stream().mapToLong(Operator::trace).reduce(0, (sum, each) -> 31 * sum + each));
    }
}
