// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.util.ArrayList;
import java.util.List;
import org.nmr.diagnostics.DiagnosticsJson;
import org.nmr.diagnostics.FindingDTO;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.report.StacksOnce;
import org.nmr.registrar.text.Bounded;
import org.nmr.registrar.text.ForeignText;

/**
 * Why something does not go on. The first line is the verdict on the most urgent, and the last line says what to do
 * about that. The others are named between them, or shown in full if all is asked for.
 *
 * @param findings the most urgent first
 */
record WhyView(List<FindingDTO> findings) implements View {
    /** So many of the others are named. */
    private static final int OTHERS = 10;

    @Override
    public String text(Terminal terminal, boolean all) {
        if (findings.isEmpty()) {
            return String.join(
                    System.lineSeparator(),
                    "nothing is unloading, and no client is without a provider",
                    terminal.advised(Report.NEXT + "nothing to do; nmr:list shows who is registered"));
        }
        return all ? whole(terminal) : bounded(terminal);
    }

    private String whole(Terminal terminal) {
        StacksOnce stacks = new StacksOnce();
        List<String> lines = new ArrayList<>();
        for (FindingDTO finding : findings) {
            lines.add(verdict(finding, terminal));
            UnloadDTO unload = finding.unload;
            lines.addAll(stacks.of(unload == null ? finding.details : Report.details(unload)));
            lines.add(next(finding, terminal));
        }
        if (findings.size() > 1) { // the last line, too, is for the most urgent
            lines.add(next(findings.get(0), terminal));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private String bounded(Terminal terminal) {
        FindingDTO first = findings.get(0);
        List<String> last = new ArrayList<>();
        findings.stream().skip(1).limit(OTHERS).forEach(other -> last.add("also: " + ForeignText.of(other.verdict)));
        int more = findings.size() - 1 - OTHERS;
        if (more > 0) {
            last.add("and " + more + " more; " + Usage.ALL + " shows them");
        }
        last.add(next(first, terminal));
        String end = System.lineSeparator() + String.join(System.lineSeparator(), last);
        List<String> lines = new ArrayList<>();
        lines.add(verdict(first, terminal));
        lines.addAll(first.details);
        String text = String.join(System.lineSeparator(), lines);
        return Bounded.of(text, Bounded.REPORT - Bounded.bytes(end), "; " + Usage.ALL + " shows them") + end;
    }

    private static String verdict(FindingDTO finding, Terminal terminal) {
        String line = Text.firstLine(finding.verdict);
        return finding.serious ? terminal.wrong(line) : terminal.strong(line);
    }

    private static String next(FindingDTO finding, Terminal terminal) {
        return terminal.advised(Report.NEXT + Text.firstLine(finding.nextStep));
    }

    @Override
    public String json() {
        return DiagnosticsJson.of(findings);
    }
}
