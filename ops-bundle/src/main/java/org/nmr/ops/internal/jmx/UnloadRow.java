// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.jmx;

import org.nmr.diagnostics.DiagnosticsText;
import org.nmr.diagnostics.FindingDTO;

/** One end in progress, as JMX shows it. Immutable. */
public final class UnloadRow {
    private final FindingDTO finding;

    UnloadRow(FindingDTO finding) {
        this.finding = finding;
    }

    /** Returns what ends. */
    public String getSubject() {
        return finding.subject;
    }

    /** Returns the name of the bundle. */
    public String getOwner() {
        return DiagnosticsText.name(finding.owner);
    }

    /** Returns the time since it began, in milliseconds. */
    public long getAgeMillis() {
        return finding.ageMillis;
    }

    /** Returns whether it has lasted longer than the report delay. */
    public boolean isSerious() {
        return finding.serious;
    }

    /** Returns who or what is the cause. */
    public String getVerdict() {
        return finding.verdict;
    }

    /** Returns what an operator can do next. */
    public String getNextStep() {
        return finding.nextStep;
    }
}
