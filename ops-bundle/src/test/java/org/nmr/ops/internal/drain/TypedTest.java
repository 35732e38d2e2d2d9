// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed behind a command. */
class TypedTest {
    private static final Set<String> KNOWN = Set.of(Typed.TIMEOUT, Typed.JSON);

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "30s,PT30S", "30,PT30S", "2m,PT2M", "1H,PT1H", "PT1M30S,PT1M30S", "' 5s ',PT5S"})
    void timeout_duration_isRead(String typed, String expected) {
        assertEquals(
                Duration.parse(expected),
                Typed.of(KNOWN, new String[] {"--timeout", typed}).timeout());
        assertEquals(
                Duration.parse(expected),
                Typed.of(KNOWN, new String[] {"--timeout=" + typed}).timeout());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "0s",
                "-1",
                "-5s",
                "PT0S",
                "PT-1S",
                "soon",
                "5 s",
                "1.5s",
                "99999999999s",
                "366d",
                "PT99999H",
                "NaN",
                "1e3",
                "５s"
            })
    void timeout_noDuration_isOneLine(String typed) {
        Exception wrong = assertThrows(
                IllegalArgumentException.class, () -> Typed.of(KNOWN, new String[] {"x", "--timeout", typed}));
        assertTrue(
                wrong.getMessage()
                        .startsWith("--timeout expects a duration from 1ms to 365 days, such as 30s, 2m"
                                + " or PT1H, was "),
                wrong::getMessage);
        assertEquals(1, wrong.getMessage().lines().count());
    }

    @Test
    void timeout_withoutValue_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> Typed.of(KNOWN, new String[] {"x", "--timeout"}));
    }

    @Test
    void of_valuesAndOptions_inAnyOrder() {
        Typed typed = Typed.of(KNOWN, new String[] {"a", "--json", "b", "--timeout", "1s"});
        assertEquals(new Typed(List.of("a", "b"), Set.of(Typed.JSON), Duration.ofSeconds(1)), typed);
    }

    @Test
    void of_nothing_hasTheDefault() {
        assertEquals(new Typed(List.of(), Set.of(), Typed.DEFAULT_TIMEOUT), Typed.of(KNOWN, new String[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--x", "--dry-run", "--json=true", "--", "--\u001b[31m"})
    void of_unknownOption_isOneHarmlessLine(String option) {
        Exception wrong = assertThrows(IllegalArgumentException.class, () -> Typed.of(KNOWN, new String[] {option}));
        assertTrue(wrong.getMessage().chars().allMatch(each -> each >= ' '), wrong::getMessage);
    }

    @Test
    void of_null_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> Typed.of(KNOWN, null));
        assertThrows(IllegalArgumentException.class, () -> Typed.of(KNOWN, new String[] {"a", null}));
    }
}
