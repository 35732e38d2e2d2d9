// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nmr.diagnostics.DiagnosticsText;
import org.nmr.diagnostics.FindingDTO;

/** The first line of a text is the verdict, and the last one the next step of the same finding. */
class DiagnosticsTextTest {
    private static FindingDTO finding(String name) {
        FindingDTO finding = new FindingDTO();
        finding.verdict = "verdict on " + name;
        finding.details = List.of("  detail of " + name);
        finding.nextStep = "step for " + name;
        return finding;
    }

    @Test
    void of_oneFinding_isItsLines() {
        assertEquals("", DiagnosticsText.of(List.of()));
        assertEquals("verdict on a\n  detail of a\nstep for a", DiagnosticsText.of(List.of(finding("a"))));
    }

    @Test
    void of_several_lastLineIsForTheFirst() {
        assertEquals("""
                verdict on a
                  detail of a
                step for a

                verdict on b
                  detail of b
                step for b

                step for a""", DiagnosticsText.of(List.of(finding("a"), finding("b"))));
        FindingDTO without = finding("c");
        without.nextStep = "";
        assertEquals(
                "verdict on c\n  detail of c\n\nverdict on a\n  detail of a\nstep for a",
                DiagnosticsText.of(List.of(without, finding("a"))));
    }
}
