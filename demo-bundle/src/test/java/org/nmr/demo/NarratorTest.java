// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NarratorTest {
    @Test
    void count_one_isSingular() {
        assertEquals("1 call", Narrator.count(1, "call"));
    }

    @Test
    void count_noneOrMany_isPlural() {
        assertEquals("0 calls", Narrator.count(0, "call"));
        assertEquals("20,000 calls", Narrator.count(20_000, "call"));
    }

    @Test
    void millis_always_hasOneDecimal() {
        assertEquals("1.2 ms", Narrator.millis(1_234_567));
    }
}
