// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody who has mistyped a name has meant. */
class NamesTest {
    @ParameterizedTest
    @CsvSource({
        "nmr.unload.dedline, nmr.unload.deadline",
        "nmr.unload.Deadlines, nmr.unload.deadline",
        "nmr.deadline, nmr.unload.deadline",
        "nmr.unload.atDeadline, nmr.unload.at.deadline",
        "nmr.DEBUG, nmr.debug",
        "nmr., nmr.debug",
    })
    void nearest_mistyped_isWhatWasMeant(String name, String meant) {
        List<String> known = List.of("nmr.unload.at.deadline", "nmr.unload.deadline", "nmr.debug");
        assertEquals(meant, Names.nearest(name, known));
    }
}
