// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.Throwing.assertFails;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpiTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "org.example.datagram", "6d3c8f0e-9f6b-4a53-8a71-0f1d2c3b4a59", "with_under-score.9"})
    @Clause("C-12")
    void of_wellFormedId_isKept(String id) {
        assertEquals(id, Npi.of(id, Runnable.class).id());
        assertEquals(id, Npi.of(id, Runnable.class).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "a b", "a/b", "ä", "{a}"})
    @Clause("C-12")
    void of_malformedId_failsAndShowsIt(String id) {
        assertFails(
                IllegalArgumentException.class,
                () -> Npi.of(id, Runnable.class),
                "NPI id",
                "expected",
                "\"" + id + "\"");
    }

    @Test
    @Clause("C-10, C-12")
    void of_null_failsAndNamesWhatIsMissing() {
        assertFails(NullPointerException.class, () -> Npi.of(null, Runnable.class), "NPI id", "expected", "null");
        assertFails(NullPointerException.class, () -> Npi.of("x", null), "NPI x", "provider dispatch", "Void.class");
        assertFails(
                NullPointerException.class,
                () -> Npi.of("x", null, Runnable.class),
                "NPI x",
                "client dispatch",
                "Void.class");
    }

    @Test
    @Clause("C-10")
    void of_primitiveDispatch_fails() {
        assertFails(
                IllegalArgumentException.class,
                () -> Npi.of("x", void.class),
                "NPI x",
                "provider",
                "void",
                "Void.class");
        assertFails(
                IllegalArgumentException.class, () -> Npi.of("x", int.class, Runnable.class), "NPI x", "client", "int");
    }

    @Test
    @Clause("C-10, C-18, A-17")
    void of_providerDispatchOnly_hasNoClientDispatch() {
        Npi<Void, Runnable> npi = Npi.of("x", Runnable.class);

        assertEquals(Void.class, npi.clientDispatch());
        assertEquals(Runnable.class, npi.providerDispatch());
        assertEquals(npi, Npi.of("x", Void.class, Runnable.class));
        assertNotEquals(npi, Npi.of("x", Runnable.class, Runnable.class));
    }

    @Test
    @Clause("C-10, C-18, C-84, A-17")
    void ofClientDispatch_hasNoProviderDispatch() {
        Npi<Runnable, Void> npi = Npi.ofClientDispatch("x", Runnable.class);

        assertEquals(Runnable.class, npi.clientDispatch());
        assertEquals(Void.class, npi.providerDispatch());
        assertEquals(npi, Npi.of("x", Runnable.class, Void.class));
        assertNotEquals(npi, Npi.of("x", Runnable.class));
        Class<NullPointerException> missing = NullPointerException.class;
        assertFails(missing, () -> Npi.ofClientDispatch(null, Runnable.class), "NPI id", "expected", "null");
        assertFails(missing, () -> Npi.ofClientDispatch("x", null), "NPI x", "client dispatch", "Void.class");
        assertFails(
                IllegalArgumentException.class,
                () -> Npi.ofClientDispatch("x", int.class),
                "NPI x",
                "client",
                "int",
                "Void.class");
    }

    @Test
    @Clause("C-12")
    void of_veryLongId_needsNoDeepStack() {
        String id = "a.".repeat(50_000) + "a";

        assertEquals(id, Npi.of(id, Runnable.class).id());
    }

    @Test
    void of_veryLongMalformedId_isShownInPart() {
        String id = "x/".repeat(500_000);
        Throwable thrown = assertThrows(IllegalArgumentException.class, () -> Npi.of(id, Runnable.class));
        assertTrue(thrown.getMessage().length() < 500, () -> thrown.getMessage().length() + " characters");
    }

    @Test
    void of_idWithControlCharacters_isShownOnOneLine() {
        Map.of(
                        "a\nb", "a\\nb",
                        "\r\t", "\\r\\t",
                        "\u001b[2J", "\\u001b[2J",
                        "a\u2028b", "a\\u2028b",
                        "\u202eb", "\\u202eb",
                        "a\ud800", "a\\ud800")
                .forEach((id, shown) -> assertFails(
                        IllegalArgumentException.class, () -> Npi.of(id, Runnable.class), "was \"" + shown + "\""));
    }

    @Test
    void of_longIdOfPairs_isNotCutInsideOne() {
        String id = "x" + "\ud83d\ude00".repeat(1000);
        Throwable thrown = assertThrows(IllegalArgumentException.class, () -> Npi.of(id, Runnable.class));
        assertTrue(thrown.getMessage().contains("\ud83d\ude00... (and 1742 more characters)"), thrown::getMessage);
    }
}
