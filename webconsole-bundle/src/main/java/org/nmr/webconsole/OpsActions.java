// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nmr.ops.Drain;
import org.nmr.ops.DrainListener;
import org.nmr.ops.DrainResultDTO;
import org.nmr.ops.DrainStatus;
import org.nmr.ops.DrainStepDTO;
import org.nmr.ops.Drainer;
import org.nmr.ops.RedeployDTO;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/** Drains and redeploys through the service of {@code org.nmr.ops}. Loaded only where its package is. */
final class OpsActions implements Actions {
    /** As the commands do without {@code --timeout}. */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Supplier<@Nullable Drainer> drainers;
    private final LongFunction<@Nullable Bundle> bundles;
    private final Runnable whenClosed;

    OpsActions(Supplier<@Nullable Drainer> drainers, LongFunction<@Nullable Bundle> bundles, Runnable whenClosed) {
        this.drainers = drainers;
        this.bundles = bundles;
        this.whenClosed = whenClosed;
    }

    static OpsActions of(BundleContext context) {
        ServiceTracker<Drainer, Drainer> tracker = new ServiceTracker<>(context, Drainer.class, null);
        tracker.open();
        return new OpsActions(tracker::getService, context::getBundle, tracker::close);
    }

    @Override
    public String missing() {
        return drainers.get() == null
                ? "expected the service of org.nmr.ops, which drains and redeploys, was none; start that bundle"
                : "";
    }

    @Override
    public String drain(long bundle, Consumer<String> progress) throws InterruptedException {
        Drain drain = drainer().drain(List.of(bundle(bundle)), TIMEOUT, tell(progress));
        try {
            List<DrainResultDTO> results = drain.await();
            results.forEach(result -> progress.accept(line(result)));
            List<DrainResultDTO> failed =
                    results.stream().filter(result -> !isDrained(result)).toList();
            if (!failed.isEmpty()) {
                throw new IllegalStateException(
                        failed.stream().map(OpsActions::line).collect(Collectors.joining("; ")));
            }
            return "drained " + results.size() + (results.size() == 1 ? " bundle" : " bundles");
        } catch (InterruptedException cancelled) {
            drain.cancel();
            throw cancelled;
        }
    }

    private static boolean isDrained(DrainResultDTO result) {
        return result.status == DrainStatus.DRAINED || result.status == DrainStatus.NOTHING_TO_DO;
    }

    @Override
    public String redeploy(long bundle, Consumer<String> progress) throws InterruptedException {
        RedeployDTO redeployed = drainer().redeploy(bundle(bundle), Optional.empty(), TIMEOUT, tell(progress));
        if (!redeployed.done) {
            redeployed.asBefore.forEach(progress);
            throw new IllegalStateException(redeployed.text);
        }
        return redeployed.text;
    }

    @Override
    public void close() {
        whenClosed.run();
    }

    private Drainer drainer() {
        Drainer drainer = drainers.get();
        if (drainer == null) {
            throw new IllegalStateException(missing());
        }
        return drainer;
    }

    private Bundle bundle(long id) {
        Bundle bundle = bundles.apply(id);
        if (bundle == null) {
            throw new IllegalArgumentException("expected the id of a bundle, but there is no bundle " + id);
        }
        return bundle;
    }

    private static String line(DrainResultDTO result) {
        return result.name + " [" + result.bundle + "]: " + result.text;
    }

    private static DrainListener tell(Consumer<String> progress) {
        return step -> progress.accept(line(step));
    }

    private static String line(DrainStepDTO step) {
        String what = step.module.isEmpty() ? "" : " " + step.role + " " + step.module;
        return step.state.toLowerCase(Locale.ROOT) + ": " + step.name + " [" + step.bundle + "]" + what;
    }
}
