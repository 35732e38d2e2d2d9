// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A foreign text is one short line, whatever is in it. */
class ForeignTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "worker-3", "org.example.Provider", "Grüße, 世界 \uD83D\uDE00", "a\\nb"})
    void of_harmless_isTheSame(String text) {
        assertEquals(text, ForeignText.of(text));
    }

    @ParameterizedTest
    @CsvSource({
        "10, \\n",
        "13, \\r",
        "9, \\t",
        "27, \\u001b",
        "0, \\u0000",
        "127, \\u007f",
        "133, \\u0085",
        "155, \\u009b",
        "8232, \\u2028",
        "8233, \\u2029",
        "8238, \\u202e",
        "8295, \\u2067",
        "8207, \\u200f",
        "1564, \\u061c",
        "8203, \\u200b",
        "65279, \\ufeff",
        "173, \\u00ad",
        "55357, \\ud83d",
        "917569, \\ue0041"
    })
    void of_controlCharacter_isEscaped(int character, String escaped) {
        String text = "a" + new StringBuilder().appendCodePoint(character) + "b";
        assertEquals("a" + escaped + "b", ForeignText.of(text));
    }

    @Test
    void of_longText_isCutAndSaysByHowMuch() {
        String shown = ForeignText.of("x".repeat(1_000_000));
        assertEquals("x".repeat(260) + "... (and 999740 more characters)", shown);
    }

    @ParameterizedTest
    @ValueSource(ints = {299, 300, 301, 5000, 1_000_000})
    void of_escapedTwice_isTheSameAndNeverLonger(int length) {
        for (String part : new String[] {"x", "\n", "\u202E", "\uD83D\uDE00", "\uD83D", "x\u2028"}) {
            String text = part.repeat(length / part.length());
            String shown = ForeignText.of(text);
            assertTrue(shown.length() <= ForeignText.LIMIT, () -> shown.length() + " characters of " + part);
            assertEquals(shown, ForeignText.of(shown));
            assertEquals(1, shown.lines().count());
        }
    }

    @Test
    void of_cutInsideAPair_keepsThePairWhole() {
        for (int before = 255; before < 265; before++) {
            String shown = ForeignText.of("x".repeat(before) + "\uD83D\uDE00".repeat(200));
            assertFalse(shown.contains("\\ud8"), shown);
        }
    }

    @Test
    void of_null_isTheWord() {
        assertEquals("null", ForeignText.of((String) null));
    }

    @Test
    void of_exception_isItsClassWithItsMessageCut() {
        assertEquals("java.lang.Error: a\\nb", ForeignText.of(new Error("a\nb")));
        assertEquals("java.lang.Error", ForeignText.of(new Error()));
        assertTrue(ForeignText.of(new Error("x".repeat(1_000_000))).length() < 350);
    }

    @Test
    void of_exceptionWhoseMessageFails_isItsClass() {
        Throwable hostile = new Throwable() {
            @Override
            public String getMessage() {
                throw new Error("hostile");
            }
        };
        assertEquals(hostile.getClass().getName(), ForeignText.of(hostile));
    }
}
