// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import static java.lang.System.Logger.Level.INFO;

import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.nmr.diagnostics.BundleUnloads;
import org.nmr.ops.Drain;
import org.nmr.ops.DrainListener;
import org.nmr.ops.DrainPlanDTO;
import org.nmr.ops.Drainer;
import org.nmr.ops.RedeployDTO;
import org.osgi.framework.Bundle;

/** Begins drains. The closure is computed before any thread waits, and no lock is held while anything ends. */
final class DrainEngine implements Drainer, AutoCloseable {
    private static final System.Logger LOG = System.getLogger("org.nmr.ops");

    private final Wiring wiring;
    private final Supplier<RegistrarServices> registrars;
    private final Redeployment redeployment;
    private final ThreadPoolExecutor threads;
    private final Set<RunningDrain> drains = ConcurrentHashMap.newKeySet();

    /**
     * Makes an engine.
     *
     * @param registrars finds the registrar that runs, or throws an {@link IllegalStateException}
     */
    DrainEngine(Wiring wiring, Supplier<RegistrarServices> registrars, Framework framework) {
        this.wiring = wiring;
        this.registrars = registrars;
        this.redeployment = new Redeployment(this, framework);
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), DrainEngine::thread);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "nmr-drain");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public DrainPlanDTO plan(Collection<Bundle> bundles) {
        List<Bundle> named = Bundles.requireInstalled(bundles);
        List<Bundle> closure = wiring.closure(named);
        return new Planner(wiring, registrars.get().runtime())
                .plan(named, closure)
                .dto();
    }

    @Override
    public Drain drain(Collection<Bundle> bundles, Duration timeout, DrainListener listener) {
        Objects.requireNonNull(timeout, "expected a timeout, was null");
        Objects.requireNonNull(listener, "expected a listener, was null");
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("expected a timeout of more than 0, was " + timeout);
        }
        List<Bundle> named = Bundles.requireInstalled(bundles);
        Bundles.requireStoppable(named);
        List<Bundle> closure = wiring.closure(named);
        Bundles.requireStoppable(closure);
        RegistrarServices registrar = registrars.get();
        RunningDrain drain =
                new RunningDrain(planned(registrar, named, closure), registrar, timeout, listener, threads);
        drains.add(drain);
        drain.completion().thenRun(() -> drains.remove(drain));
        LOG.log(INFO, () -> "a drain of " + Texts.count(closure.size(), "bundle") + " has begun");
        drain.begin();
        return drain;
    }

    /** Refuses registrations before the plan is made, so that it misses nothing; allows them again without a plan. */
    private Planner.Plan planned(RegistrarServices registrar, List<Bundle> named, List<Bundle> closure) {
        BundleUnloads unloads = registrar.unloads();
        List<Bundle> refused = new ArrayList<>();
        boolean isPlanned = false;
        try {
            for (Bundle bundle : closure) {
                unloads.refuseRegistrations(bundle.getBundleId());
                refused.add(bundle); // another drain may refuse the rest, and goes on to do so
            }
            Planner.Plan plan = new Planner(wiring, registrar.runtime()).plan(named, closure);
            isPlanned = true;
            return plan;
        } finally {
            if (!isPlanned) {
                refused.forEach(bundle -> unloads.allowRegistrations(bundle.getBundleId()));
            }
        }
    }

    List<Bundle> closure(Bundle bundle) {
        return wiring.closure(List.of(bundle));
    }

    Executor threads() {
        return threads;
    }

    @Override
    public RedeployDTO redeploy(Bundle bundle, Optional<URL> content, Duration timeout, DrainListener listener)
            throws InterruptedException {
        Objects.requireNonNull(bundle, "expected a bundle, was null");
        Objects.requireNonNull(content, "expected the URL of the content or empty, was null");
        return redeployment.run(bundle, content, timeout, listener);
    }

    /** Cancels what runs. A thread that waits for an end stays until the end is complete, or the timeout has passed. */
    @Override
    public void close() {
        drains.forEach(RunningDrain::cancel);
        threads.shutdown();
    }
}
