// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of all messages, and what is none. */
class FramesTest {
    private static final WireInstance INSTANCE = new WireInstance(
            42,
            "luid:18446744073709551615",
            -1,
            2,
            "org.example.greeter 1.0.0 [17]",
            Map.of("text", "\u20ac", "int", 1, "long", 1L, "double", 0.5, "list", List.of("a", (byte) 1, true)));

    static List<LinkMessage> linkMessages() {
        return List.of(
                new LinkMessage.Hello(1, 3, "a", "s", 5000, new LinkMessage.Limits(256, 1L << 40, 4 << 20)),
                new LinkMessage.Offer(7, "org.example", List.of("f()void#0"), List.of(), INSTANCE),
                new LinkMessage.Withdraw(Long.MAX_VALUE),
                new LinkMessage.Beat(),
                new LinkMessage.Ask(1, 2, 3),
                new LinkMessage.Tell(1, List.of("thread main", "    at x")),
                new LinkMessage.Bye("the node stops"));
    }

    static List<BindMessage> bindMessages() {
        return List.of(
                new BindMessage.Attach(1, 7, INSTANCE),
                new BindMessage.Accepted(),
                new BindMessage.Refused("no"),
                new BindMessage.Throw(1, true, "java.lang.IllegalStateException", ""),
                new BindMessage.Throw(1, false, "x", "y"),
                new BindMessage.Cancel(0),
                new BindMessage.Detach(),
                new BindMessage.Done());
    }

    @ParameterizedTest
    @MethodSource("linkMessages")
    void decode_encodedLinkMessage_equal(LinkMessage message) throws WireException {
        byte[] frame = LinkFrames.encode(message);
        assertEquals(message, LinkFrames.decode(frame));
        assertThrows(WireException.class, () -> BindFrames.decode(frame));
    }

    @ParameterizedTest
    @MethodSource("bindMessages")
    void decode_encodedBindMessage_equal(BindMessage message) throws WireException {
        byte[] frame = BindFrames.encode(message);
        assertEquals(message, BindFrames.decode(frame));
        assertThrows(WireException.class, () -> LinkFrames.decode(frame));
    }

    @Test
    void decode_encodedCalls_equal() throws WireException {
        byte[] payload = {1, 2, 3};
        BindMessage.Call call =
                (BindMessage.Call) BindFrames.decode(BindFrames.encode(new BindMessage.Call(5, 6, "main", 7, payload)));
        assertEquals(List.of(5L, 6L, "main", 7), List.of(call.id(), call.lane(), call.caller(), call.method()));
        assertArrayEquals(payload, call.arguments());
        BindMessage.Return answer =
                (BindMessage.Return) BindFrames.decode(BindFrames.encode(new BindMessage.Return(5, payload)));
        assertEquals(5, answer.id());
        assertArrayEquals(payload, answer.result());
    }

    /** The bytes that another implementation has to write: docs/reach-protocol.md shows them. */
    @Test
    void encode_documentedExamples_documentedBytes() {
        HexFormat hex = HexFormat.of();
        LinkMessage hello =
                new LinkMessage.Hello(1, 1, "a", "x", 5000, new LinkMessage.Limits(256, 16_777_216, 4_194_304));
        assertEquals(
                "8901010161616178191388190100" + "1a01000000" + "1a00400000", hex.formatHex(LinkFrames.encode(hello)));
        assertEquals(
                "860e0118196" + "46d61696e" + "0042" + "8107",
                hex.formatHex(BindFrames.encode(new BindMessage.Call(1, 25, "main", 0, new byte[] {(byte) 0x81, 7}))));
        assertEquals("8113", hex.formatHex(BindFrames.encode(new BindMessage.Done())));
    }

    @ParameterizedTest
    @CsvSource({
        "80, 'a frame of a link: expected a kind of message, was an empty array'",
        "00, 'a frame of a link: expected an array, was an integer'",
        "8100, 'a frame of a link: expected a known kind of message, was 0'",
        "810e, 'a frame of a link: expected a known kind of message, was 14'",
        "8120, 'a frame of a link: expected an integer from 0 to 2147483647, was -1'",
        "820400, 'a frame of a link: expected 0 elements of a message of kind 4, were 1'",
        "8103, 'a frame of a link: expected 1 elements of a message of kind 3, were 0'",
        "820320, 'a frame of a link: expected an integer from 0 to 9223372036854775807, was -1'",
        "820361, 'a frame of a link: expected a length of at most the 0 bytes that are left, was 1 at byte 2'",
        "82036161, 'a frame of a link: expected an integer, was a text'",
        "81040000, 'a frame of a link: expected the end at byte 2, were 4 bytes'",
    })
    void decode_noMessage_refusedWithReason(String digits, String reason) {
        byte[] frame = HexFormat.of().parseHex(digits);
        assertEquals(
                reason,
                assertThrows(WireException.class, () -> LinkFrames.decode(frame))
                        .getMessage());
    }

    @Test
    void decode_characteristicTwice_refused() {
        String once = "6161" + "820060";
        byte[] frame = HexFormat.of().parseHex("840b0000" + "860060000060" + "84" + once + once);
        WireException wrong = assertThrows(WireException.class, () -> BindFrames.decode(frame));
        assertEquals("a frame of a binding: expected each characteristic once, was again 'a'", wrong.getMessage());
    }

    @Test
    void encode_longTextForOperators_cutAndReadable() throws WireException {
        String reason = "\ud83d\ude00".repeat(2000);
        LinkMessage.Bye read =
                (LinkMessage.Bye) LinkFrames.decode(LinkFrames.encode(new LinkMessage.Bye("a" + reason)));
        assertEquals(1000, read.reason().length());
        assertTrue(read.reason().endsWith("\ufffd"));
        assertEquals(
                new BindMessage.Refused("\ufffda\ufffd"),
                BindFrames.decode(BindFrames.encode(new BindMessage.Refused("\udc00a\ud800"))));
    }

    @Test
    void encode_characteristicsThatCannotCross_leftOut() throws WireException {
        Map<String, Object> mixed = Map.of(
                "class",
                String.class,
                "half",
                "\ud800",
                "long",
                "x".repeat(16 * 1024 + 1),
                "n".repeat(301),
                "value",
                "nested",
                List.of(List.of("x")),
                "good",
                7L);
        BindMessage attach = new BindMessage.Attach(1, 2, new WireInstance(1, "m", 1, 1, "o", mixed));
        assertEquals(
                new BindMessage.Attach(1, 2, new WireInstance(1, "m", 1, 1, "o", Map.of("good", 7L))),
                BindFrames.decode(BindFrames.encode(attach)));
    }

    @Test
    void encode_longName_refused() {
        LinkMessage hello = new LinkMessage.Hello(1, 1, "n".repeat(301), "s", 1, new LinkMessage.Limits(1, 1, 1));
        IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class, () -> LinkFrames.encode(hello));
        assertTrue(String.valueOf(wrong.getMessage()).startsWith("Hello: expected a text of at most 300"));
    }

    @Test
    void decode_longText_refused() throws Exception {
        byte[] frame = org.nmr.reach.internal.cbor.Cbor.encode(out -> {
            out.array(2);
            out.integer(7);
            out.text("r".repeat(1001));
            out.end();
        });
        assertEquals(
                "a frame of a link: expected a text of at most 1000 characters, was one of 1001",
                assertThrows(WireException.class, () -> LinkFrames.decode(frame))
                        .getMessage());
    }
}
