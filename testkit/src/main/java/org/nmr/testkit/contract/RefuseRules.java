// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.testkit.Clause;
import org.nmr.testkit.ModuleHarness;

/** The handshake that does not succeed: sections 3.2 to 3.4 of the contract. */
abstract class RefuseRules extends Rules {
    RefuseRules(ModuleHarness harness) {
        super(harness);
    }

    @Test
    @Clause("C-72, C-89, C-93, C-142")
    void decline_byReturning_theProviderNeverLearns() {
        client.declines();
        provider.register();
        client.register();
        client.close();
        provider.close();

        history.assertHistory("c.attachProvider(p)");
    }

    @Test
    @Clause("C-77, C-81, C-83, C-88, C-92, C-93, C-96")
    void refuse_withAReason_theClientGetsItAndNothingMoreIsCalled() {
        provider.refuses("full");
        client.register();
        provider.register();
        provider.close();
        client.close();

        history.assertHistory("c.attachProvider(p)", "p.attachClient(c)", "c.refused(p): full");
    }

    @Test
    @Clause("C-94, C-95, A-22")
    void attach_againAfterRefusal_asksAfreshWithTheOtherDispatch() {
        provider.onProposal(
                proposal -> proposal.binding().dispatch().tellClient("?").equals("version 1")
                        ? provider.accept(proposal)
                        : Answer.refuse("too new"));
        client.onProposal(proposal -> {
            assertFalse(client.attach(proposal).attached(), "expected the first try to be refused");
            assertTrue(client.attach(proposal, what -> "version 1").attached(), "expected the second try to attach");
        });
        provider.register();
        client.register();

        history.assertHistory(
                "c.attachProvider(p)",
                "p.attachClient(c)",
                "c.refused(p): too new",
                "p.attachClient(c)",
                "c.attached(p)");
        assertEquals("version 1", provider.peer().tellClient("?"));
    }

    @Test
    @Clause("A-22, A-23, A-25, C-82")
    void attachClient_throws_isAFailureThatMayBeRetried() {
        AtomicInteger tries = new AtomicInteger();
        List<String> reasons = new ArrayList<>();
        provider.onProposal(proposal -> {
            if (tries.getAndIncrement() == 0) {
                throw new IOException("no socket");
            }
            return provider.accept(proposal);
        });
        client.onProposal(proposal -> {
            reasons.add(client.attach(proposal).reason());
            client.attach(proposal);
        });
        provider.register();
        client.register();

        assertTrue(reasons.get(0).contains("java.io.IOException: no socket"), reasons::toString);
        history.assertHistory(
                "c.attachProvider(p)", "p.attachClient(c)", "c.failed(p)", "p.attachClient(c)", "c.attached(p)");
    }

    @Test
    @Clause("A-24, A-25, C-96")
    void attachClient_answersNull_isAFailureOfThisPairOnly() {
        provider.onProposal(proposal -> null);
        client.register();
        provider.register();
        provider("q").register();

        history.assertCount(1, "c.failed(p)");
        history.assertCount(1, "c.attached(q)");
    }

    @Test
    @Clause("A-17, A-24, B-21")
    void attachClient_acceptsWithoutTheDispatchOfTheNpi_isAFailure() {
        provider.onProposal(proposal -> Answer.accept(BindingContext.NONE));
        provider.register();
        client.register();

        history.assertHistory("c.attachProvider(p)", "p.attachClient(c)", "c.failed(p)");
    }

    @Test
    @Clause("A-25, C-51, C-73, C-96")
    void attachProvider_throwsBeforeItAttached_countsForThisPairOnly() {
        client.onProposal(proposal -> {
            throw new IOException("no memory");
        });
        client.register();
        client("d").register();
        provider.register();

        history.assertHistory("c.attachProvider(p)", "d.attachProvider(p)", "p.attachClient(d)", "d.attached(p)");
    }

    @Test
    @Clause("A-25")
    void attachProvider_throwsAnError_countsForThisPairOnly() {
        client.onProposal(proposal -> {
            throw new NoClassDefFoundError("gone");
        });
        client.register();
        provider.register();
        client("d").register();

        history.assertCount(1, "d.attached(p)");
    }

    @Test
    @Clause("A-20, B-18, C-91")
    void attachProvider_throwsAfterItAttached_onlyTheProviderIsUnwound() {
        client.onProposal(proposal -> {
            client.attach(proposal);
            client.context().disown();
            throw new IOException("changed my mind");
        });
        provider.register();
        client.register();

        history.assertHistory(
                "c.attachProvider(p)", "p.attachClient(c)", "c.attached(p)", "p.detach(c)", "p.cleanup(c)");
    }
}
