// SPDX-License-Identifier: Apache-2.0
package org.nmr.shell;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.nmr.diagnostics.FindingDTO;

/** Says in one line who holds up an unload, in the words of the registrar. */
final class Blockers {
    /** The kind of a finding about an end that waits. */
    private static final String BLOCKED = "BLOCKED";

    private final Supplier<List<FindingDTO>> findings;

    Blockers(Supplier<List<FindingDTO>> findings) {
        this.findings = findings;
    }

    /** Returns who holds up one of these bundles; if none of them waits, who holds up another; empty if nobody. */
    Optional<String> of(Predicate<FindingDTO> wanted) {
        List<FindingDTO> blocked = findings.get().stream()
                .filter(finding -> finding.kind.equals(BLOCKED))
                .toList();
        return blocked.stream()
                .filter(wanted)
                .findFirst()
                .or(() -> blocked.stream().findFirst())
                .map(finding -> finding.verdict);
    }
}
