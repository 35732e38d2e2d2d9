// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Answer;
import org.nmr.Registration;
import org.nmr.testkit.Clause;
import org.nmr.testkit.Hold;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** What a client may do with a proposal: section 3.2 of the contract. */
class ProposalTest {
    @RegisterExtension
    final World world = new World();

    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");

    @Test
    @Clause("C-72, C-83, C-89, C-93, C-142")
    void decline_byReturning_providerNeverLearns() {
        client.onProposal(proposal -> {});
        provider.register();
        client.register();
        client.close();
        provider.close();

        world.history.assertHistory("c.attachProvider(p)");
    }

    @Test
    @Clause("C-69")
    void decline_laterPeers_sameProviderIsNotProposedAgain() {
        client.onProposal(proposal -> {});
        provider.register();
        client.register();
        world.provider("q").register();
        world.client("d").register();

        assertEquals(1, world.history.count("c.attachProvider(p)"));
        assertEquals(1, world.history.count("c.attachProvider(q)"));
    }

    @Test
    @Clause("C-69")
    void decline_thenPeerRegistersAnew_isProposedAgain() {
        client.onProposal(proposal -> {});
        client.register();
        provider.register();
        provider.close();
        world.provider("p").register();

        world.history.assertHistory("c.attachProvider(p)", "c.attachProvider(p)");
    }

    @Test
    @Clause("C-73, A-25, C-96, C-51")
    void callback_throwsBeforeAttach_countsForThisPairOnly() {
        Exception thrown = new IOException("no memory");
        client.onProposal(proposal -> {
            throw thrown;
        });
        ScriptedClient<ClientCalls, ProviderCalls> other = world.client("d");
        client.register();
        other.register();
        Registration handle = provider.register();

        world.history.assertHistory("c.attachProvider(p)", "d.attachProvider(p)", "p.attachClient(d)", "d.attached(p)");
        assertEquals("test.npi", handle.instance().npiId());
        world.log.takeWarning(thrown, "c", "p");
    }

    @Test
    @Clause("A-25")
    void callback_throwsAnError_countsForThisPairOnly() {
        Error thrown = new NoClassDefFoundError("gone");
        client.onProposal(proposal -> {
            throw thrown;
        });
        client.register();
        provider.register();
        ScriptedClient<ClientCalls, ProviderCalls> other = world.client("d");
        other.register();

        assertEquals(1, world.history.count("d.attached(p)"));
        world.log.takeWarning(thrown, "c", "p");
    }

    @Test
    @Clause("A-21, C-91, C-92")
    void callback_returnsAfterRefusedAttach_nothingMoreIsCalled() {
        provider.onProposal(proposal -> Answer.refuse("full"));
        provider.register();
        client.register();
        client.close();

        world.history.assertHistory("c.attachProvider(p)", "p.attachClient(c)", "c.refused(p): full");
    }

    @Test
    @Clause("C-91, C-95, A-25")
    void callback_throwsAfterRefusedAttach_nothingMoreIsCalled() {
        Exception thrown = new IOException("refused");
        provider.onProposal(proposal -> Answer.refuse("full"));
        client.onProposal(proposal -> {
            client.attach(proposal);
            throw thrown;
        });
        provider.register();
        client.register();
        client.close();

        world.history.assertHistory("c.attachProvider(p)", "p.attachClient(c)", "c.refused(p): full");
        world.log.takeWarning(thrown, "c", "p");
    }

    @Test
    @Clause("C-105, B-26")
    void proposals_severalProviders_clientThatWantsOneDeclinesTheRest() {
        client.onProposal(proposal -> {
            if (client.contexts().isEmpty()) {
                client.attach(proposal);
            }
        });
        provider.register();
        world.provider("q").register();
        client.register();
        world.provider("r").register();

        world.history.assertHistory(
                "c.attachProvider(p)",
                "p.attachClient(c)",
                "c.attached(p)",
                "c.attachProvider(q)",
                "c.attachProvider(r)");
    }

    @Test
    @Clause("C-105, C-107")
    void proposals_afterTheOnlyProviderWent_nextOneIsProposed() {
        client.register();
        provider.register();
        provider.close();
        world.provider("q").register();

        assertEquals(1, world.history.count("c.attached(q)"));
    }

    @Test
    @Clause("C-107")
    void proposals_whileTheOldBindingIsFinishing_newBindingCoexists() {
        provider.detachesLater();
        client.register();
        provider.register();
        provider.deregister();
        ScriptedProvider<ClientCalls, ProviderCalls> next = world.provider("q");
        next.register();
        assertEquals("q got hello", client.context(next).dispatch().tellProvider("hello"));

        provider.context().complete();
        assertEquals(1, world.history.count("c.cleanup(p)"));
        assertEquals(0, world.history.count("c.cleanup(q)"));
    }

    @Test
    @Clause("A-27, C-174")
    void proposals_toOneClientByTwoProviders_runAtTheSameTime() {
        CyclicBarrier both = new CyclicBarrier(2);
        client.onProposal(proposal -> {
            both.await(60, TimeUnit.SECONDS);
            client.attach(proposal);
        });
        client.register();
        ScriptedProvider<ClientCalls, ProviderCalls> other = world.provider("q");
        Running<Registration> first = world.async(provider::register);
        Running<Registration> second = world.async(other::register);
        first.get();
        second.get();

        assertEquals(1, world.history.count("c.attached(p)"));
        assertEquals(1, world.history.count("c.attached(q)"));
    }

    @Test
    @Clause("A-27")
    void proposals_ofOneClientBlocked_otherPairsGoOn() {
        Hold gate = new Hold();
        ScriptedClient<ClientCalls, ProviderCalls> other = world.client("d");
        client.onProposal(proposal -> gate.stay());
        provider.register();
        Running<Registration> blocked = world.async(client::register);
        gate.awaitInside();
        other.register();
        assertEquals(1, world.history.count("d.attached(p)"));
        assertTrue(!blocked.isDone());

        gate.release();
        blocked.get();
    }
}
