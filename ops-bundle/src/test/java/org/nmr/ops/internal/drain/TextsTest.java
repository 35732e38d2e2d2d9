// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Foreign texts become one harmless line. */
class TextsTest {
    private static final String SMILE = "\ud83d\ude00";

    @Test
    void oneLine_long_isCutButNeverInsideACharacter() {
        assertEquals("a".repeat(300), Texts.oneLine("a".repeat(300)));
        assertEquals("a".repeat(300) + "...", Texts.oneLine("a".repeat(301)));
        assertEquals("a".repeat(298) + SMILE, Texts.oneLine("a".repeat(298) + SMILE));
        assertEquals("a".repeat(298) + SMILE + "...", Texts.oneLine("a".repeat(298) + SMILE + "b"));
        assertEquals("a".repeat(299) + "...", Texts.oneLine("a".repeat(299) + SMILE));
        assertEquals(SMILE.repeat(150) + "...", Texts.oneLine(SMILE.repeat(200)));
    }

    @Test
    void oneLine_controls_areReplaced() {
        assertEquals("a?b?c?d", Texts.oneLine("a\r\nb\u202ec\ud83dd"));
    }
}
