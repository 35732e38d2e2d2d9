// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CountersTest {
    private final Counters counters = new Counters("the end", "peer");

    @Test
    void enter_beforeEnd_isNoLateCall() {
        counters.enter("call");
        counters.leave();
        counters.end();
        assertEquals(0, counters.lateCalls().sum());
    }

    /** A stop() that did not wait for the call. */
    @Test
    void end_callInside_isCountedAsLate() {
        counters.enter("call");
        counters.end();
        counters.leave();
        assertEquals(1, counters.lateCalls().sum());
    }

    @Test
    void sum_byName_isTheValueOr0() {
        counters.attached().increment();
        assertEquals(1, counters.sum("attached"));
        assertEquals(0, counters.sum("detached"));
        assertEquals(0, counters.sum("unheard of"));
    }

    @Test
    void enter_afterEnd_isCountedAsLateAndFails() {
        counters.end();
        String message = assertThrows(IllegalStateException.class, () -> counters.enter("call"))
                .getMessage();
        assertEquals(
                "call: expected no call after the end. The peer has not detached, or the registrar has not waited for"
                        + " it",
                message);
        assertEquals(1, counters.lateCalls().sum());
    }
}
