// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import static java.lang.System.Logger.Level.WARNING;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.RegistrarRuntime;
import org.nmr.ops.DrainPlanDTO;
import org.nmr.ops.DrainResultDTO;
import org.nmr.ops.DrainStatus;
import org.nmr.ops.PlannedBundleDTO;

/** Says what has become of each bundle when a drain is over, and lets those register again that it has not touched. */
final class Results {
    private static final System.Logger LOG = System.getLogger("org.nmr.ops");

    private final DrainPlanDTO plan;
    private final Progress progress;
    private final RegistrarServices registrar;

    Results(DrainPlanDTO plan, Progress progress, RegistrarServices registrar) {
        this.plan = plan;
        this.progress = progress;
        this.registrar = registrar;
    }

    /** Returns the findings of ends in progress of these bundles. */
    static List<FindingDTO> blocked(RegistrarRuntime runtime, Set<Long> bundles) {
        return bundles.isEmpty()
                ? List.of()
                : runtime.getFindings().stream()
                        .filter(finding -> finding.kind.equals("BLOCKED"))
                        .filter(finding -> bundles.contains(finding.owner.bundle))
                        .toList();
    }

    /**
     * Returns a result for each bundle.
     *
     * @param unfinished what becomes of a bundle whose end is not complete
     */
    List<DrainResultDTO> all(DrainStatus unfinished, long timeoutMillis, long millis) {
        plan.bundles.stream() // first, whatever comes next
                .filter(bundle -> !progress.hasBegun(bundle.bundle))
                .forEach(bundle -> allow(bundle.bundle));
        boolean isGone = !registrar.isThere().getAsBoolean();
        Map<Long, List<FindingDTO>> findings = findings(isGone);
        List<DrainResultDTO> results = new ArrayList<>();
        for (PlannedBundleDTO bundle : plan.bundles) {
            DrainResultDTO dto = new DrainResultDTO();
            dto.bundle = bundle.bundle;
            dto.name = bundle.name;
            dto.millis = millis;
            dto.begun = progress.hasBegun(bundle.bundle);
            dto.findings = findings.getOrDefault(bundle.bundle, List.of());
            fill(dto, bundle, unfinished, timeoutMillis, isGone);
            results.add(dto);
        }
        return List.copyOf(results);
    }

    private Map<Long, List<FindingDTO>> findings(boolean isGone) {
        try {
            return isGone
                    ? Map.of()
                    : blocked(registrar.runtime(), progress.running()).stream()
                            .collect(Collectors.groupingBy(
                                    finding -> finding.owner.bundle, HashMap::new, Collectors.toList()));
        } catch (Throwable failed) { // the results without findings are better than none
            LOG.log(WARNING, "the registrar could not say for whom a drain has waited", failed);
            return Map.of();
        }
    }

    private void allow(long bundle) {
        try {
            registrar.unloads().allowRegistrations(bundle);
        } catch (Throwable failed) { // the others must not stay refused, too
            LOG.log(WARNING, "a bundle could not be released from a drain: " + bundle, failed);
        }
    }

    private void fill(
            DrainResultDTO dto, PlannedBundleDTO bundle, DrainStatus unfinished, long timeoutMillis, boolean isGone) {
        Throwable failure = progress.failure(dto.bundle);
        if (isGone) {
            dto.status = DrainStatus.FAILED;
            dto.text = "the registrar has stopped during the drain, and has unloaded all modules."
                    + " The next one loads them again";
        } else if (progress.isComplete(dto.bundle)) {
            boolean hadModules = bundle.registrations > 0 || progress.hasWaited(dto.bundle);
            dto.status = hadModules ? DrainStatus.DRAINED : DrainStatus.NOTHING_TO_DO;
            dto.text = hadModules ? "its modules have ended" + restarted(dto.bundle) : "it has no modules";
        } else if (failure != null) {
            dto.status = DrainStatus.FAILED;
            dto.text = (dto.begun ? "its end has failed: " : "as before, because an end before it has failed: ")
                    + Texts.reason(failure);
        } else {
            dto.status = unfinished;
            dto.text = unfinished(dto, unfinished, timeoutMillis);
        }
    }

    /** What is unloaded stays so until the bundle has stopped. */
    private String restarted(long bundle) {
        return registrar.unloads().isUnloaded(bundle) ? "" : "; it was stopped or restarted during the drain";
    }

    private String unfinished(DrainResultDTO dto, DrainStatus status, long timeoutMillis) {
        String when = switch (status) {
            case TIMED_OUT -> "after " + Texts.seconds(timeoutMillis);
            case CANCELLED -> "when the drain was cancelled";
            default -> "when the drain failed, see the log,";
        };
        if (dto.begun) {
            return "its modules have not ended " + when + ". "
                    + (dto.findings.isEmpty() ? "Their end goes on" : dto.findings.get(0).verdict);
        }
        Set<Long> running = progress.runningBefore(dto.bundle);
        String before = plan.bundles.stream()
                .filter(each -> running.contains(each.bundle))
                .map(each -> Bundles.shown(each.name, each.bundle))
                .limit(10)
                .collect(Collectors.joining(", "));
        return "as before: " + when + " it still had to wait for "
                + (before.isEmpty() ? "others" : "the end of " + before);
    }
}
