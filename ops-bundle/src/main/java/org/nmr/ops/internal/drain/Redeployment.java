// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import java.io.ByteArrayInputStream;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nmr.ops.Drain;
import org.nmr.ops.DrainListener;
import org.nmr.ops.DrainResultDTO;
import org.nmr.ops.DrainStatus;
import org.nmr.ops.RedeployDTO;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;

/** Gives bundles new content: read, drain, stop, update, refresh, start. Knows after each step what is as before. */
final class Redeployment {
    private static final String RESTARTED = "the bundles that depend on it were restarted";

    /** So long it waits for a refresh at least, in which bundles stop and start. */
    private static final Duration SHORTEST_REFRESH = Duration.ofMinutes(1);

    private final DrainEngine engine;
    private final Framework framework;

    Redeployment(DrainEngine engine, Framework framework) {
        this.engine = engine;
        this.framework = framework;
    }

    RedeployDTO run(Bundle bundle, Optional<URL> content, Duration timeout, DrainListener listener)
            throws InterruptedException {
        Bundles.requireInstalled(List.of(bundle));
        Bundles.requireStoppable(List.of(bundle));
        requireNotNeeded(bundle);
        RedeployDTO dto = new RedeployDTO();
        dto.bundle = bundle.getBundleId();
        dto.name = Bundles.name(bundle);
        byte[] bytes;
        try {
            bytes = Content.read(bundle, content);
        } catch (Content.UnusableException unusable) {
            return failed(dto, "READ", Texts.reason(unusable), List.of("everything is as before"));
        }
        dto.drain = drain(bundle, timeout, listener);
        if (dto.drain.stream().anyMatch(Redeployment::isNotDrained)) {
            return failed(dto, "DRAIN", notDrained(dto.drain), afterDrain(dto));
        }
        return replace(dto, bundle, bytes, timeout);
    }

    private void requireNotNeeded(Bundle bundle) {
        for (Bundle each : engine.closure(bundle)) {
            Optional<String> why = framework.needed(each);
            if (why.isPresent()) {
                throw new IllegalArgumentException("expected a bundle whose refresh leaves the operations running, but"
                        + " a refresh of " + Bundles.shown(bundle) + " stops " + Bundles.shown(each) + ", "
                        + why.get() + ". Use update and refresh of the framework, or restart it");
            }
        }
    }

    private List<DrainResultDTO> drain(Bundle bundle, Duration timeout, DrainListener listener)
            throws InterruptedException {
        Drain drain = engine.drain(List.of(bundle), timeout, listener);
        try {
            return drain.await();
        } finally {
            drain.cancel(); // if this thread was interrupted, or is inside
        }
    }

    private static boolean isNotDrained(DrainResultDTO result) {
        return result.status != DrainStatus.DRAINED && result.status != DrainStatus.NOTHING_TO_DO;
    }

    private static String notDrained(List<DrainResultDTO> results) {
        return results.stream()
                .filter(Redeployment::isNotDrained)
                .findFirst()
                .map(result -> Bundles.shown(result.name, result.bundle) + ": " + result.text)
                .orElse("");
    }

    private static List<String> afterDrain(RedeployDTO dto) {
        List<String> lines = new ArrayList<>();
        lines.add("no bundle was stopped, updated or refreshed");
        add(lines, dto.drain, /* begun= */ false, "as before: ");
        add(lines, dto.drain, /* begun= */ true, "modules ended or ending, to be stopped and started: ");
        return List.copyOf(lines);
    }

    private static void add(List<String> lines, List<DrainResultDTO> results, boolean begun, String what) {
        String names = results.stream()
                .filter(result -> result.begun == begun)
                .map(result -> Bundles.shown(result.name, result.bundle))
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            lines.add(what + names);
        }
    }

    private RedeployDTO replace(RedeployDTO dto, Bundle bundle, byte[] bytes, Duration timeout)
            throws InterruptedException {
        int start = startOptions(bundle);
        String failure = null;
        String step = "STOP";
        boolean isRefreshed;
        Duration limit = timeout.compareTo(SHORTEST_REFRESH) > 0 ? timeout : SHORTEST_REFRESH;
        try {
            bundle.stop(Bundle.STOP_TRANSIENT); // started once, and only when all is refreshed
            step = "UPDATE";
            bundle.update(new ByteArrayInputStream(bytes));
        } catch (BundleException | IllegalStateException | SecurityException failed) {
            failure = Texts.reason(failed);
        }
        try {
            isRefreshed = framework.refresh(
                    bundle, limit); // also after a failure: it starts again the others, which are drained
        } catch (InterruptedException interrupted) {
            start(bundle, start); // the refresh goes on, and stops it only for a moment
            throw interrupted;
        } catch (IllegalStateException | SecurityException failed) {
            return failed(dto, "REFRESH", Texts.reason(failed), List.of(stopped(dto, failure)));
        }
        if (!isRefreshed) {
            return failed(dto, "REFRESH", notRefreshed(limit), List.of(stopped(dto, failure)));
        }
        String notStarted = start(bundle, start);
        if (failure != null) {
            String old = "the old content is installed, and "
                    + (notStarted == null ? "runs as before" : "does not start: " + notStarted);
            return failed(dto, step, failure, List.of(old, RESTARTED));
        }
        if (notStarted != null) {
            String gone = "the new content is installed and refreshed, and the old one is gone";
            return failed(dto, "START", notStarted, List.of(gone, RESTARTED));
        }
        dto.done = true;
        dto.text = "version " + bundle.getVersion() + (start < 0 ? " is installed; it was not started" : " runs");
        return dto;
    }

    /** It is not started, because a start might wait for what the refresh waits for. */
    private static String notRefreshed(Duration limit) {
        return "expected the framework to say within " + Texts.seconds(limit.toMillis()) + " that the refresh is done,"
                + " but it has not. The stacks of the threads show whether it still refreshes; then start the bundle";
    }

    private static String stopped(RedeployDTO dto, @Nullable String failure) {
        return "the content is " + (failure == null ? "new" : "old") + "; " + dto.name + " is stopped";
    }

    /** Returns how to start it as it was started; -1 if it was not. */
    private static int startOptions(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        boolean isFragment = revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        boolean wasStarted = (bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) != 0;
        if (isFragment || !wasStarted) {
            return -1;
        }
        return level != null && level.isActivationPolicyUsed()
                ? Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY
                : Bundle.START_TRANSIENT;
    }

    /** Returns what was thrown, in one line; null if it is started, or was not before. */
    private static @Nullable String start(Bundle bundle, int options) {
        if (options < 0) {
            return null;
        }
        try {
            bundle.start(options);
            return null;
        } catch (BundleException | IllegalStateException | SecurityException failed) {
            return Texts.reason(failed);
        }
    }

    private static RedeployDTO failed(RedeployDTO dto, String step, String text, List<String> asBefore) {
        dto.failedStep = step;
        dto.text = text;
        dto.asBefore = asBefore;
        return dto;
    }
}
