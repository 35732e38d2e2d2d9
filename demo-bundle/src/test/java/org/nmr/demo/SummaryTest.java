package org.nmr.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SummaryTest {
    @Test
    void toString_always_isTheLineThatScriptsRead() {
        assertEquals(
                "demo: calls=6 failed=1 bindings attached=5 detached=4 unloads=3 late-calls=2",
                new Summary(6, 1, 5, 4, 3, 2).toString());
    }

    @Test
    void isGood_callsAndBindingsWithoutLoss_isTrue() {
        assertTrue(new Summary(6, 0, 5, 5, 3, 0).isGood());
    }

    @Test
    void isGood_failedCall_isFalse() {
        assertFalse(new Summary(6, 1, 5, 5, 3, 0).isGood());
    }

    @Test
    void isGood_lateCall_isFalse() {
        assertFalse(new Summary(6, 0, 5, 5, 3, 1).isGood());
    }

    @Test
    void isGood_bindingLeft_isFalse() {
        assertFalse(new Summary(6, 0, 5, 4, 3, 0).isGood());
    }

    @Test
    void isGood_nothingHappened_isFalse() {
        assertFalse(new Summary(0, 0, 5, 5, 3, 0).isGood());
        assertFalse(new Summary(6, 0, 0, 0, 3, 0).isGood());
    }
}
