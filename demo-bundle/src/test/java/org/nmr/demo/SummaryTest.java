// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final Tally CLIENT = client(6, 0, 2, 2, 0);
    private static final Tally PROVIDERS = client(0, 0, 4, 4, 0);

    private static Tally client(long calls, long failed, long attached, long detached, long lateCalls) {
        return new Tally(calls, failed, calls, attached, detached, 1, lateCalls);
    }

    private static boolean isGood(Tally counted, Tally classic, Tally providers) {
        return new Summary(counted, classic, providers, 3, 5).isGood();
    }

    @Test
    void toString_always_hasALineForEachAndTheOneThatScriptsRead() {
        Summary summary = new Summary(client(1234, 1, 3, 2, 1), client(56, 2, 4, 5, 2), PROVIDERS, 30, 33);
        String expected = """
                counted client  calls=1234       failed=1   attached=3   detached=2   late-calls=1
                classic client  calls=56         failed=2   attached=4   detached=5   late-calls=2
                providers                                   attached=4   detached=4   late-calls=0
                demo: calls=1290 failed=3 bindings attached=7 detached=7 updates=30 unloads=33 late-calls=3""";
        assertEquals(expected, summary.toString().replace(System.lineSeparator(), "\n"));
    }

    @Test
    void isGood_callsAndBindingsWithoutLoss_isTrue() {
        assertTrue(isGood(CLIENT, CLIENT, PROVIDERS));
    }

    @Test
    void isGood_failedCall_isFalse() {
        assertFalse(isGood(client(6, 1, 2, 2, 0), CLIENT, PROVIDERS));
        assertFalse(isGood(CLIENT, client(6, 1, 2, 2, 0), PROVIDERS));
    }

    @Test
    void isGood_lateCall_isFalse() {
        assertFalse(isGood(client(6, 0, 2, 2, 1), CLIENT, PROVIDERS));
        assertFalse(isGood(CLIENT, client(6, 0, 2, 2, 1), PROVIDERS));
        assertFalse(isGood(CLIENT, CLIENT, client(0, 0, 4, 4, 1)));
    }

    @Test
    void isGood_bindingLeft_isFalse() {
        assertFalse(isGood(client(6, 0, 2, 1, 0), CLIENT, client(0, 0, 4, 3, 0)));
        assertFalse(isGood(CLIENT, client(6, 0, 2, 1, 0), client(0, 0, 4, 3, 0)));
    }

    @Test
    void isGood_sidesDisagree_isFalse() {
        assertFalse(isGood(CLIENT, CLIENT, client(0, 0, 5, 5, 0)));
    }

    @Test
    void isGood_oneClientDidNothing_isFalse() {
        assertFalse(isGood(client(0, 0, 2, 2, 0), CLIENT, PROVIDERS));
        assertFalse(isGood(CLIENT, Tally.NOTHING, client(0, 0, 2, 2, 0)));
    }
}
