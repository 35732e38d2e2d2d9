// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.Throwing.assertFails;

import org.junit.jupiter.api.Test;
import org.nmr.AttachResult.Status;

/** What passes between the two sides of the handshake. */
class AnswerTest {
    private static final BindingContext CONTEXT = BindingContext.NONE;

    @Test
    @Clause("C-80, C-81, B-21")
    void accept_contextAndDispatch_holdsBoth() {
        Runnable dispatch = () -> {};

        assertEquals(new Answer.Accepted<>(CONTEXT, dispatch), Answer.accept(CONTEXT, dispatch));
        assertEquals(new Answer.Accepted<>(CONTEXT, null), Answer.accept(CONTEXT));
        assertEquals(new Answer.Refused<>("full"), Answer.refuse("full"));
    }

    @Test
    @Clause("A-16, A-17, B-21")
    void answer_null_failsAndNamesWhatIsMissing() {
        Class<NullPointerException> missing = NullPointerException.class;
        assertFails(missing, () -> Answer.accept(null), "accept", "BindingContext", "null");
        assertFails(missing, () -> Answer.accept(null, "dispatch"), "accept", "BindingContext", "null");
        assertFails(missing, () -> Answer.accept(CONTEXT, null), "accept", "dispatch", "null");
        assertFails(missing, () -> Answer.refuse(null), "refuse", "reason", "null");
    }

    @Test
    @Clause("C-88, C-89, A-23, A-24")
    void attached_onlyWithThatStatus() {
        assertTrue(AttachResult.ATTACHED.attached());
        assertFalse(new AttachResult(Status.REFUSED, "full").attached());
        assertFalse(new AttachResult(Status.FAILED, "oops").attached());
    }

    @Test
    @Clause("C-26, C-116, C-119, C-139, A-16, B-15")
    void none_isDoneAtOnceAndCleansNothing() {
        assertEquals(DetachStatus.COMPLETE, CONTEXT.detach());
        CONTEXT.cleanup();
        assertEquals("BindingContext.NONE", CONTEXT.toString());
    }

    @Test
    @Clause("B-27")
    void owner_isShownByNameAndId() {
        assertEquals("org.example.udp [12]", new Owner(12, "org.example.udp", "1.0.0").toString());
        assertFails(NullPointerException.class, () -> new Owner(1, null, "1"), "owner: expected a name");
        assertFails(NullPointerException.class, () -> new Owner(1, "a", null), "owner: expected a version");
    }
}
