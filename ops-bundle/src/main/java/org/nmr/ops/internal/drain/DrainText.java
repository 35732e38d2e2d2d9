// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.nmr.diagnostics.DiagnosticsText;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.OwnerDTO;
import org.nmr.ops.DrainPlanDTO;
import org.nmr.ops.DrainResultDTO;
import org.nmr.ops.DrainStatus;
import org.nmr.ops.DrainStepDTO;
import org.nmr.ops.PlannedBundleDTO;
import org.nmr.ops.RedeployDTO;

/** Plans, steps and results as text for an operator. What a finding says is shown as it is. */
final class DrainText {
    /** The most lines of a finding. */
    private static final int LINES = 10;

    private DrainText() {}

    static String of(DrainPlanDTO plan) {
        String named = plan.bundles.stream()
                .filter(bundle -> bundle.named)
                .map(bundle -> Bundles.shown(bundle.name, bundle.bundle))
                .collect(Collectors.joining(", "));
        List<String> lines = new ArrayList<>();
        lines.add("an update or refresh of " + named + " stops " + Texts.count(plan.bundles.size(), "bundle")
                + ". Their modules end in this order:");
        plan.bundles.forEach(bundle -> lines.addAll(lines(bundle)));
        return String.join("\n", lines);
    }

    private static List<String> lines(PlannedBundleDTO bundle) {
        List<String> lines = new ArrayList<>();
        lines.add("  " + (bundle.round == 0 ? "-" : String.valueOf(bundle.round)) + "  "
                + Bundles.shown(bundle.name, bundle.bundle) + " version " + bundle.version + ": "
                + (bundle.round == 0
                        ? "no modules"
                        : Texts.count(bundle.registrations, "registration") + ", "
                                + Texts.count(bundle.bindings, "binding"))
                + (bundle.active ? "" : ", not started")
                + (bundle.named ? "" : ", uses " + ids(bundle.wiredTo)));
        if (!bundle.detached.isEmpty()) {
            lines.add("     detached, and goes on: " + names(bundle.detached));
        }
        if (!bundle.unsatisfied.isEmpty()) {
            lines.add("     requires it, and its followers end: " + names(bundle.unsatisfied));
        }
        bundle.waitsFor.forEach(finding -> lines.add("     waits now: " + finding.verdict));
        return lines;
    }

    private static String ids(List<Long> ids) {
        return ids.stream().map(id -> "[" + id + "]").collect(Collectors.joining(", "));
    }

    private static String names(List<OwnerDTO> owners) {
        return owners.stream()
                .map(owner -> Bundles.shown(owner.name, owner.bundle))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    static String of(DrainStepDTO step) {
        String what = step.role.isEmpty()
                ? "all modules"
                : Texts.count(step.registrations.size(), step.role) + " of module " + step.module;
        return Bundles.shown(step.name, step.bundle) + ": " + what + " "
                + (step.state.equals("COMPLETE") ? "ended" : step.state) + " after " + Texts.seconds(step.ageMillis);
    }

    /** Returns a line for each bundle; of one that is held up also who does it, and what to do. */
    static String of(List<DrainResultDTO> results) {
        List<String> lines = new ArrayList<>();
        for (DrainResultDTO result : results) {
            lines.add(String.format(
                    "%-13s %s: %s", result.status, Bundles.shown(result.name, result.bundle), result.text));
            result.findings.forEach(finding -> lines(finding).forEach(line -> lines.add("  " + line)));
        }
        return String.join("\n", lines);
    }

    /** What a finding says, without the most of its details; {@code nmr:why} has them. */
    static List<String> lines(FindingDTO finding) {
        List<String> all = DiagnosticsText.lines(finding);
        if (all.size() <= LINES) {
            return all;
        }
        List<String> lines = new ArrayList<>(all.subList(0, LINES - 1));
        lines.add(all.get(all.size() - 1));
        return lines;
    }

    static boolean isDrained(DrainResultDTO result) {
        return result.status == DrainStatus.DRAINED || result.status == DrainStatus.NOTHING_TO_DO;
    }

    /** Says in one line what is not drained, such as for an exception. */
    static String failure(List<DrainResultDTO> results) {
        List<DrainResultDTO> left =
                results.stream().filter(result -> !isDrained(result)).toList();
        DrainResultDTO first =
                left.stream().filter(result -> result.begun).findFirst().orElse(left.get(0));
        return left.size() + " of " + Texts.count(results.size(), "bundle") + " not drained: "
                + Bundles.shown(first.name, first.bundle) + " " + first.status + ": " + Texts.oneLine(first.text);
    }

    static String of(RedeployDTO redeployed) {
        List<String> lines = new ArrayList<>();
        lines.add(Bundles.shown(redeployed.name, redeployed.bundle)
                + (redeployed.done ? " is redeployed: " : " is not redeployed, " + redeployed.failedStep + " failed: ")
                + redeployed.text);
        lines.addAll(redeployed.asBefore);
        return String.join("\n", lines);
    }
}
