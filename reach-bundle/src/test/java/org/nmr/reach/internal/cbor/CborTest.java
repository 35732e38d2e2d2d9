// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.cbor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The subset of CBOR that may cross, and its limits. */
class CborTest {
    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static String refusal(byte[] bytes) {
        return String.valueOf(assertThrows(CborException.class, () -> Cbor.decode(bytes, in -> "read"))
                .getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "'', expected more than 0 bytes",
        "0000, 'expected the end at byte 1, were 2 bytes'",
        "9fff, 'expected a definite length, was none at byte 0'",
        "5f4100ff, 'expected a definite length, was none at byte 0'",
        "7f6161ff, 'expected a definite length, was none at byte 0'",
        "a0, 'expected no map and no tag, was one at byte 0'",
        "81c100, 'expected no map and no tag, was one at byte 1'",
        "f7, 'expected false, true, null or a float of 32 or 64 bits, was another at byte 0'",
        "f97e00, 'expected false, true, null or a float of 32 or 64 bits, was another at byte 0'",
        "ff, 'expected false, true, null or a float of 32 or 64 bits, was another at byte 0'",
        "1c, 'expected a definite length, was none at byte 0'",
        "1b8000000000000000, 'expected an integer of 64 bits with a sign, was a larger one at byte 0'",
        "3b8000000000000000, 'expected an integer of 64 bits with a sign, was a larger one at byte 0'",
        "82001a0000, expected more than 5 bytes",
        "1a0000, expected more than 3 bytes",
        "818219, 'expected a length of at most the 1 bytes that are left, was 2 at byte 1'",
        "82, 'expected a length of at most the 0 bytes that are left, was 2 at byte 0'",
        "9a7fffffff, 'expected a length of at most the 0 bytes that are left, was 2147483647 at byte 0'",
        "5bffffffffffffffff, "
                + "'expected a length of at most the 0 bytes that are left, was 18446744073709551615 at byte 0'",
        "4200, 'expected a length of at most the 1 bytes that are left, was 2 at byte 0'",
    })
    void decode_outsideOfTheSubset_refused(String digits, String reason) {
        assertEquals(reason, refusal(hex(digits)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "6180",
                "61c3",
                "62c3c3",
                "62c080",
                "62c1bf",
                "63e08080",
                "63eda080",
                "63edbfbf",
                "64f0808080",
                "64f4908080",
                "64f5808080",
                "62e282",
                "61ff"
            })
    void decode_malformedUtf8_refused(String digits) {
        assertEquals("expected UTF-8, was none at byte 1", refusal(hex(digits)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\u00e9", "\u20ac", "\ud83d\ude00", "\uffff", "\u0000", "\u07ff\u0800"})
    void text_ofAnyLength_crossesAsOneItem(String part) throws CborException {
        for (int times : new int[] {1, 20, 300, 5_000, 100_000}) {
            String text = part.repeat(times);
            byte[] bytes = Cbor.encode(out -> out.text(text));
            assertEquals(text, Cbor.decode(bytes, CborReader::text));
            int head = bytes.length - text.getBytes(StandardCharsets.UTF_8).length;
            assertTrue(head <= 5, "one head: " + head);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00", "\ud800a", "\udc00\ud800", "\ud800\ud800\udc00"})
    void text_halfOfASurrogatePair_refused(String text) {
        String message = String.valueOf(assertThrows(CborException.class, () -> Cbor.encode(out -> out.text(text)))
                .getMessage());
        assertTrue(message.startsWith("expected a text that has a form in UTF-8, was one with half"), message);
    }

    @Test
    void integer_extremes_cross() throws CborException {
        for (long value : new long[] {0, 23, 24, 255, 256, 65_535, 65_536, 0xffffffffL, 0x100000000L, Long.MAX_VALUE}) {
            for (long each : new long[] {value, -value, -value - 1}) {
                byte[] bytes = Cbor.encode(out -> out.integer(each));
                assertEquals(each, Cbor.decode(bytes, CborReader::int64));
            }
        }
    }

    @Test
    void floats_anyBits_cross() throws CborException {
        for (double value : new double[] {0.0, -0.0, Double.NaN, Double.MIN_VALUE, Double.NEGATIVE_INFINITY}) {
            byte[] bytes = Cbor.encode(out -> out.float64(value));
            assertEquals(
                    Double.doubleToRawLongBits(value),
                    Double.doubleToRawLongBits(Cbor.decode(bytes, CborReader::float64)));
            byte[] single = Cbor.encode(out -> out.float32((float) value));
            assertEquals(
                    Float.floatToRawIntBits((float) value),
                    Float.floatToRawIntBits(Cbor.decode(single, CborReader::float32)));
        }
    }

    @Test
    void bytes_long_cross() throws CborException {
        byte[] value = new byte[1_000_000];
        value[999_999] = 7;
        assertArrayEquals(value, Cbor.decode(Cbor.encode(out -> out.bytes(value)), CborReader::bytes));
    }

    @Test
    void decode_deepestNesting_readAndOneMoreRefused() throws CborException {
        assertEquals("read", Cbor.decode(hex("81".repeat(63) + "80"), in -> "read"));
        assertEquals("expected at most 64 nested arrays, were more", refusal(hex("81".repeat(64) + "80")));
        assertEquals("expected at most 64 nested arrays, were more", refusal(hex("81".repeat(4_000_000) + "80")));
    }

    @Test
    void encode_tooDeep_refused() {
        assertThrows(
                CborException.class,
                () -> Cbor.encode(out -> {
                    for (int i = 0; i < 65; i++) {
                        out.array(1);
                    }
                }));
    }

    @ParameterizedTest
    @CsvSource({
        "00, 'expected a text, was an integer'",
        "f4, 'expected a text, was a boolean'",
        "f6, 'expected a text, was null'",
        "80, 'expected a text, was an array'",
        "40, 'expected a text, was bytes'",
        "fa00000000, 'expected a text, was a float'",
    })
    void text_anotherType_refusedByName(String digits, String reason) {
        assertEquals(
                reason,
                assertThrows(CborException.class, () -> Cbor.decode(hex(digits), CborReader::text))
                        .getMessage());
    }

    @Test
    void floats_ofTheOtherWidth_refused() {
        assertThrows(CborException.class, () -> Cbor.decode(hex("fa00000000"), CborReader::float64));
        assertThrows(CborException.class, () -> Cbor.decode(hex("fb0000000000000000"), CborReader::float32));
    }

    @Test
    void quote_foreignText_onePrintableLine() {
        assertEquals("'a?b??'", CborException.quote("a\nb\u202e\u001b"));
        assertEquals("'" + "x".repeat(60) + "...'", CborException.quote("x".repeat(61)));
    }
}
