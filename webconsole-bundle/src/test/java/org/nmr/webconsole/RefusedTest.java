// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedTest {
    @ParameterizedTest
    @CsvSource({
        "'a\nb', a\\u000ab",
        "'\u0000', \\u0000",
        "'\u001b[31m', \\u001b[31m",
        "'a\u202eb', a\\u202eb",
        "'\u2028', \\u2028",
        "'\ud800', \\ud800",
        "'grün \ud83d\ude00', 'grün \ud83d\ude00'"
    })
    void line_anyText_isOneLineThatCanBeSeen(String text, String expected) {
        assertEquals(expected, Refused.line(text));
    }

    @Test
    void line_longText_isCut() {
        assertEquals(1004, Refused.line("x".repeat(5000)).length());
    }
}
