// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The two exceptions that say whether a call was executed. */
class CallExceptionsTest {
    @Test
    void callOutcomeUnknown_hasMessageAndCause() {
        IOException reset = new IOException("connection reset");
        var thrown = new CallOutcomeUnknownException("greet() of node b: the connection is lost", reset);

        assertSame(reset, thrown.getCause());
        assertEquals("greet() of node b: the connection is lost", thrown.getMessage());
        assertEquals("lost", new CallOutcomeUnknownException("lost").getMessage());
    }

    /** Who repeats a call after a DetachedException must not repeat one that may have been executed. */
    @Test
    void callOutcomeUnknown_isNoDetachedException() {
        assertFalse(DetachedException.class.isAssignableFrom(CallOutcomeUnknownException.class));
        assertFalse(CallOutcomeUnknownException.class.isAssignableFrom(DetachedException.class));
    }
}
