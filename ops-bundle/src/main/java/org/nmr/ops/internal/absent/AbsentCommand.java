// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.absent;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.DiagnosticsJson;
import org.nmr.diagnostics.FindingDTO;

/** The command as Gogo finds it, by the name of the public method. */
public final class AbsentCommand {
    private final Absence absence;

    AbsentCommand(Absence absence) {
        this.absence = absence;
    }

    /**
     * Says that no registrar is there, whatever is asked for.
     *
     * @param arguments {@code --json} for JSON
     * @return the finding
     */
    public String why(@Nullable String @Nullable ... arguments) {
        FindingDTO finding = absence.finding();
        boolean asJson = arguments != null && Arrays.asList(arguments).contains("--json");
        return asJson
                ? DiagnosticsJson.of(List.of(finding))
                : Stream.of(
                                Stream.of(finding.verdict),
                                finding.details.stream(),
                                Stream.of("next: " + finding.nextStep))
                        .flatMap(lines -> lines)
                        .collect(Collectors.joining(System.lineSeparator()));
    }
}
