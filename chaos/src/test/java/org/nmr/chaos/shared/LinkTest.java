// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What the ledger notices about one binding, and what it does not mind. */
class LinkTest {
    private final Ledger ledger = new Ledger();
    private final Life client = new Life(ledger, "client", new Script(1));
    private final Life provider = new Life(ledger, "provider", new Script(2));
    private final Link link = client.link();

    private void attach() {
        link.accepted(provider);
        link.attached();
    }

    private void detachBoth() {
        link.detach(Role.CLIENT);
        link.detach(Role.PROVIDER);
    }

    private void assertBroken(Rule rule, int times) {
        assertEquals(times, ledger.get(rule), () -> rule + " in " + ledger.broken());
    }

    @Test
    void life_wholeBinding_breaksNoRule() {
        attach();
        link.runs(Role.PROVIDER);
        detachBoth();
        link.cleanup(Role.CLIENT);
        link.cleanup(Role.PROVIDER);
        client.end();
        provider.end();
        assertTrue(ledger.isClean(), () -> ledger.broken().toString());
        assertEquals(2, ledger.get(Count.ATTACHED));
        assertEquals(2, ledger.get(Count.DETACHED));
    }

    @Test
    void life_disownedByTheClient_endsOnTheProvidersSideOnly() {
        attach();
        link.disowned();
        link.detach(Role.PROVIDER);
        link.cleanup(Role.PROVIDER);
        client.end();
        provider.end();
        assertTrue(ledger.isClean(), () -> ledger.broken().toString());
    }

    @Test
    void life_declined_endsWithoutCallbacks() {
        client.end();
        provider.end();
        assertTrue(ledger.isClean());
    }

    @Test
    void detach_twice_isBroken() {
        attach();
        detachBoth();
        link.detach(Role.CLIENT);
        assertBroken(Rule.DETACH, 1);
    }

    @Test
    void detach_notAttached_isBroken() {
        link.detach(Role.CLIENT);
        assertBroken(Rule.DETACH, 1);
    }

    @Test
    void detach_afterACleanup_isBroken() {
        attach();
        link.detach(Role.CLIENT);
        link.cleanup(Role.CLIENT);
        link.detach(Role.PROVIDER);
        assertBroken(Rule.DETACH, 1);
        assertBroken(Rule.CLEANUP, 1);
    }

    @Test
    void cleanup_beforeBothDetaches_isBroken() {
        attach();
        link.detach(Role.PROVIDER);
        link.cleanup(Role.PROVIDER);
        assertBroken(Rule.CLEANUP, 1);
    }

    @Test
    void cleanup_twice_isBroken() {
        attach();
        detachBoth();
        link.cleanup(Role.CLIENT);
        link.cleanup(Role.CLIENT);
        assertBroken(Rule.CLEANUP, 1);
    }

    @Test
    void cleanup_disowned_isBroken() {
        attach();
        link.disowned();
        link.detach(Role.PROVIDER);
        link.cleanup(Role.CLIENT);
        assertBroken(Rule.CLEANUP, 1);
    }

    @Test
    void end_attachedWithoutCleanup_isBroken() {
        attach();
        detachBoth();
        link.cleanup(Role.CLIENT);
        provider.end();
        assertBroken(Rule.CLEANUP, 1);
    }

    @Test
    void cleanup_afterTheEnd_isBrokenOnceMore() {
        attach();
        detachBoth();
        client.end();
        link.cleanup(Role.CLIENT);
        assertBroken(Rule.CLEANUP, 2);
    }

    @Test
    void accepted_afterTheEnd_isBroken() {
        provider.end();
        link.accepted(provider);
        assertBroken(Rule.DETACH, 1);
    }

    @Test
    void runs_afterTheEnd_isALateCall() {
        attach();
        detachBoth();
        link.cleanup(Role.CLIENT);
        link.cleanup(Role.PROVIDER);
        provider.end();
        link.runs(Role.PROVIDER);
        assertBroken(Rule.LATE_CALL, 1);
    }

    @Test
    void runs_afterTheCleanup_isALateCall() {
        attach();
        detachBoth();
        link.cleanup(Role.CLIENT);
        link.runs(Role.CLIENT);
        assertBroken(Rule.LATE_CALL, 1);
    }
}
