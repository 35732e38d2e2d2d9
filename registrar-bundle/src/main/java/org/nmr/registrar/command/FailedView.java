// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.util.List;
import org.nmr.diagnostics.DiagnosticsJson;
import org.nmr.diagnostics.FailuresDTO;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.text.ForeignText;

/**
 * What has gone wrong: modules that are not loaded, pairs that did not attach, and revocations.
 *
 * @param failures what the registrar knows of it
 */
record FailedView(FailuresDTO failures) implements View {
    static FailedView of(RegistrarDTO registrar, List<FindingDTO> findings) {
        FailuresDTO failures = new FailuresDTO();
        failures.modules = findings.stream()
                .filter(finding -> finding.kind.equals("NOT_LOADED"))
                .toList();
        failures.pairs = registrar.failedPairs;
        failures.revocations = registrar.revocations;
        failures.refusedCount = registrar.refusedCount;
        failures.failedCount = registrar.failedCount;
        failures.abandonedCalls = registrar.abandonedCalls;
        return new FailedView(failures);
    }

    @Override
    public String text(Terminal terminal, boolean all) {
        Text text = new Text(all);
        text.addEach(failures.modules, module -> ForeignText.of(module.verdict), 20);
        text.add(failures.refusedCount + " refused and " + failures.failedCount + " failed tries to attach so far; "
                + Text.count(failures.abandonedCalls, "call") + " abandoned");
        if (!failures.pairs.isEmpty()) {
            Table table = new Table("AGE", "OUTCOME", "NPI", "CLIENT", "PROVIDER", "REASON");
            text.first(failures.pairs)
                    .forEach(pair -> table.row(
                            Report.millis(pair.ageMillis),
                            ForeignText.of(pair.outcome),
                            ForeignText.of(pair.npi),
                            Report.name(pair.client),
                            Report.name(pair.provider),
                            ForeignText.of(pair.reason)));
            text.addTable(table, terminal, failures.pairs.size(), 50);
        }
        if (!failures.revocations.isEmpty()) {
            text.add("revoked, the newest first:");
            text.addEach(failures.revocations, revocation -> Text.below(Text.firstLine(revocation)), 20);
        }
        return text.toString();
    }

    @Override
    public String json() {
        return DiagnosticsJson.of(failures);
    }
}
