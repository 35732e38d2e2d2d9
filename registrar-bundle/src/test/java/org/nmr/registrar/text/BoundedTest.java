// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A report is bounded in bytes, and cut between lines. */
class BoundedTest {
    @Test
    void report_short_isTheSame() {
        String text = "a\nb";
        assertSame(text, Bounded.report(text));
    }

    @Test
    void of_manyLines_keepsWholeLinesAndCountsTheRest() {
        List<String> lines =
                Bounded.of("12345678\n".repeat(100), 300, "; ask").lines().toList();
        assertTrue(lines.subList(0, lines.size() - 1).stream().allMatch("12345678"::equals));
        assertEquals("... and " + (101 - lines.size()) + " more lines; ask", lines.get(lines.size() - 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "ü", "世", "\uD83D\uDE00", "line\n", "世界\n", "\n"})
    void report_anyText_isAtMost16KiB(String part) {
        for (int count : new int[] {16_000, 16_384, 20_000, 1_000_000}) {
            byte[] bytes = Bounded.report(part.repeat(count)).getBytes(StandardCharsets.UTF_8);
            assertTrue(bytes.length <= 16 * 1024, () -> bytes.length + " bytes");
        }
    }

    @Test
    void report_oneLongLine_saysHowMuchIsLeft() {
        assertTrue(Bounded.report("x".repeat(100_000)).matches("x{16000,}\\.\\.\\. and \\d+ more characters"));
    }
}
