// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nmr.reach.internal.cbor.Mutator;

/** Whatever bytes come: a message that can be sent again, or a WireException; more with -Dreach.fuzz.runs. */
class FramesFuzzTest {
    private static final List<byte[]> SEEDS = Stream.concat(
                    FramesTest.linkMessages().stream().map(LinkFrames::encode),
                    Stream.concat(FramesTest.bindMessages().stream(), Stream.of(call()))
                            .map(BindFrames::encode))
            .toList();

    private static BindMessage call() {
        return new BindMessage.Call(1, 2, "main", 3, new byte[] {1, 2, 3});
    }

    @Test
    void decode_anyBytes_messageOrWireException() {
        int messages = 0;
        for (int run = 0; run < Mutator.RUNS; run++) {
            byte[] bytes = new Mutator(run, SEEDS).next();
            Mutator.requireLittleMemory(bytes, () -> decodeBoth(bytes));
            messages += isLinkMessage(bytes) || isBindMessage(bytes) ? 1 : 0;
        }
        assertTrue(messages > Mutator.RUNS / 50, "some of them are messages: " + messages);
    }

    private static void decodeBoth(byte[] bytes) {
        try {
            LinkFrames.decode(bytes);
        } catch (WireException refused) {
            requireOneLine(refused);
        }
        try {
            BindFrames.decode(bytes);
        } catch (WireException refused) {
            requireOneLine(refused);
        }
    }

    private static boolean isLinkMessage(byte[] bytes) {
        try {
            byte[] encoded = LinkFrames.encode(LinkFrames.decode(bytes));
            assertArrayEquals(encoded, LinkFrames.encode(LinkFrames.decode(encoded)));
            return true;
        } catch (WireException refused) {
            return requireOneLine(refused);
        } catch (RuntimeException | Error wrong) {
            return fail("expected a WireException" + seen(bytes), wrong);
        }
    }

    private static boolean isBindMessage(byte[] bytes) {
        try {
            byte[] encoded = BindFrames.encode(BindFrames.decode(bytes));
            assertArrayEquals(encoded, BindFrames.encode(BindFrames.decode(encoded)));
            return true;
        } catch (WireException refused) {
            return requireOneLine(refused);
        } catch (RuntimeException | Error wrong) {
            return fail("expected a WireException" + seen(bytes), wrong);
        }
    }

    private static boolean requireOneLine(WireException refused) {
        assertTrue(String.valueOf(refused.getMessage()).matches("[ -~]{1,500}"), refused::getMessage);
        return false;
    }

    private static String seen(byte[] bytes) {
        return " for " + HexFormat.of().formatHex(bytes);
    }
}
