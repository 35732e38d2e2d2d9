// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.nmr.Deregistration;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.ops.Drain;
import org.nmr.ops.DrainListener;
import org.nmr.ops.DrainPlanDTO;
import org.nmr.ops.DrainResultDTO;
import org.nmr.ops.DrainStatus;
import org.nmr.ops.DrainStepDTO;

/**
 * One drain. Each node of its graph has a thread, which begins the ends and waits for them: a {@code detach} that
 * blocks must hold up no independent node, and results of asynchronous calls are found only where a thread waits.
 */
final class RunningDrain implements Drain {
    private static final System.Logger LOG = System.getLogger("org.nmr.ops");

    /** So often a waiting caller looks whether the drain waits for him. */
    private static final long LOOK = TimeUnit.SECONDS.toNanos(1);

    /** So often the drain looks whether the listener does not return. */
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(250);

    private final Planner.Plan plan;
    private final RegistrarServices registrar;
    private final long timeout;
    private final DrainListener listener;
    private final Executor threads;
    private final Progress progress;
    private final long start = System.nanoTime();
    private final CompletableFuture<List<DrainResultDTO>> result = new CompletableFuture<>();

    /** The same for others, whose actions may block: they run on no thread that ends this drain. */
    private final CompletableFuture<List<DrainResultDTO>> told = new CompletableFuture<>();

    /** Opens when there is a result. */
    private final Latch over = new Latch();

    /** Whether the listener has thrown something. */
    private final AtomicBoolean hasFailed = new AtomicBoolean();

    RunningDrain(
            Planner.Plan plan,
            RegistrarServices registrar,
            Duration timeout,
            DrainListener listener,
            Executor threads) {
        this.plan = plan;
        this.registrar = registrar;
        this.timeout = Nanos.of(timeout);
        this.listener = listener;
        this.threads = threads;
        this.progress = new Progress(plan.graph().nodes());
    }

    /** Begins what waits for nothing. */
    void begin() {
        try {
            threads.execute(this::endAtTimeout); // first, because nothing else ends a drain that is stuck
        } catch (Throwable noThread) { // "unable to create native thread"
            warn("a drain has not begun, because no thread could be started for it", noThread);
            finish(DrainStatus.FAILED);
            return;
        }
        launch(progress.begin());
        finishIfIdle(); // there may be nothing to end
    }

    private void launch(List<Integer> nodes) {
        for (int node : nodes) {
            try {
                threads.execute(() -> run(node));
            } catch (Throwable noThread) { // "unable to create native thread"
                progress.notBegun(node);
                fail(node, noThread);
            }
        }
    }

    private void run(int node) {
        long begun = System.nanoTime();
        try {
            List<DrainStepDTO> steps = plan.graph().nodes().get(node).steps();
            tell(steps, "BEGUN", begun);
            List<Deregistration> ends = new ArrayList<>();
            for (DrainStepDTO step : steps) {
                ends.add(end(step));
            }
            boolean waits = !ends.stream().allMatch(Deregistration::isComplete);
            for (Deregistration end : ends) {
                if (!end.await(Duration.ofNanos(nanosLeft()))) {
                    return; // the timeout ends the drain
                }
            }
            progress.complete(node, waits);
            tell(steps, "COMPLETE", begun); // before the drain can be over
            launch(progress.passOn(node));
            finishIfIdle();
        } catch (Throwable failed) { // of the registrar, or an Error
            fail(node, failed);
        }
    }

    private Deregistration end(DrainStepDTO step) {
        return step.role.isEmpty()
                ? registrar.unloads().unloadRefused(step.bundle) // nothing of a bundle that was restarted meanwhile
                : registrar.unloads().deregister(step.bundle, step.registrations);
    }

    private void fail(int node, Throwable failed) {
        warn("a step of a drain has failed", failed);
        progress.fail(node, failed);
        tell(plan.graph().nodes().get(node).steps(), "FAILED", System.nanoTime());
        launch(progress.passOn(node));
        finishIfIdle();
    }

    /** Nothing of the drain depends on whether that works: to print an exception may run a module's code. */
    private static void warn(String text, Throwable thrown) {
        try {
            LOG.log(WARNING, text, thrown);
        } catch (Throwable unprintable) {
            LOG.log(WARNING, text + ": " + thrown.getClass().getName());
        }
    }

    private void tell(List<DrainStepDTO> steps, String state, long begun) {
        for (DrainStepDTO step : steps) {
            DrainStepDTO copy = copy(step);
            copy.state = state;
            copy.ageMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            try {
                listener.changed(copy);
            } catch (Throwable failed) { // the listener's code
                if (hasFailed.compareAndSet(/* expectedValue= */ false, /* newValue= */ true)) {
                    warn("a listener of a drain has failed. Further failures are not logged", failed);
                }
            }
        }
    }

    static DrainStepDTO copy(DrainStepDTO step) {
        DrainStepDTO copy = new DrainStepDTO();
        copy.bundle = step.bundle;
        copy.name = step.name;
        copy.module = step.module;
        copy.role = step.role;
        copy.registrations = step.registrations;
        return copy;
    }

    private long nanosLeft() {
        return timeout - (System.nanoTime() - start);
    }

    /** A listener that does not return must not hold up the drain, so this also looks for what it holds up. */
    private void endAtTimeout() {
        try {
            for (long left = nanosLeft(); !over.await(Math.min(left, PATIENCE)); left = nanosLeft()) {
                if (left <= 0) {
                    finish(DrainStatus.TIMED_OUT);
                    return;
                }
                launch(progress.passOnLate());
                finishIfIdle();
            }
        } catch (InterruptedException strange) { // no code of ours does that
            LOG.log(WARNING, "a drain ends, because its thread was interrupted", strange);
            finish(DrainStatus.FAILED);
        }
    }

    private void finishIfIdle() {
        if (progress.isIdle()) {
            finish(DrainStatus.FAILED); // of what has not begun: something before it has failed
        }
    }

    /** Ends the drain, once. */
    private void finish(DrainStatus unfinished) {
        if (progress.end()) {
            List<DrainResultDTO> results = List.of();
            try {
                results = new Results(plan.dto(), progress, registrar)
                        .all(unfinished, TimeUnit.NANOSECONDS.toMillis(timeout), millis());
            } finally { // whatever the registrar throws, those who wait are released
                result.complete(results);
                over.open();
                tell(results);
            }
        }
    }

    private void tell(List<DrainResultDTO> results) {
        try {
            threads.execute(() -> told.complete(results));
        } catch (Throwable noThread) {
            told.complete(results); // later would be never
        }
    }

    private long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    @Override
    public DrainPlanDTO plan() {
        return plan.dto();
    }

    @Override
    public List<DrainResultDTO> await() throws InterruptedException {
        while (!result.isDone()) {
            await(Duration.ofNanos(LOOK));
        }
        return result.join();
    }

    @Override
    public boolean await(Duration atMost) throws InterruptedException {
        Objects.requireNonNull(atMost, "expected a duration, was null");
        long limit = Nanos.of(atMost);
        long begin = System.nanoTime();
        for (long left = limit; !result.isDone(); left = limit - (System.nanoTime() - begin)) {
            if (left <= 0) {
                return false;
            }
            refuseInside();
            over.await(Math.min(left, LOOK));
        }
        return true;
    }

    private void refuseInside() {
        Set<Long> running = progress.running();
        if (Insider.isAlone(registrar.runtime().getRegistrar().unloads, running, Thread.currentThread())
                && !result.isDone()) {
            throw new IllegalStateException("this drain cannot be awaited here, because it waits for this thread "
                    + Texts.oneLine(Thread.currentThread().getName())
                    + ", which is inside a call or callback that ends. The drain goes on. Return first, or await it on"
                    + " another thread");
        }
    }

    @Override
    public CompletionStage<List<DrainResultDTO>> completion() {
        return told.minimalCompletionStage();
    }

    @Override
    public List<FindingDTO> waitsFor() {
        return result.isDone() ? List.of() : Results.blocked(registrar.runtime(), progress.running());
    }

    @Override
    public void cancel() {
        finish(DrainStatus.CANCELLED);
    }
}
