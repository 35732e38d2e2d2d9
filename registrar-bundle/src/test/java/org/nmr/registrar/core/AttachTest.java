// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Answer;
import org.nmr.AttachResult;
import org.nmr.AttachResult.Status;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.Call;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientProposal;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.testkit.Clause;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedModule;
import org.nmr.testkit.ScriptedProvider;

/** The handshake: sections 3.3 to 3.5 of the contract. */
class AttachTest {
    @RegisterExtension
    final World world = new World();

    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");

    private static <D> D given(Binding<D> binding) {
        try (Call<D> call = binding.enter()) {
            return call.dispatch();
        }
    }

    @Test
    @Clause("C-2, C-17, C-19, C-75, C-80, C-90, C-103, C-183, C-184")
    void attach_accepted_eachSideCallsWhatThePeerGave() {
        client.register();
        provider.register();

        assertSame(provider.dispatch(), given(client.context(provider).binding()));
        assertSame(client.dispatch(), given(provider.context(client).binding()));
        assertEquals("p got hello", client.context(provider).dispatch().tellProvider("hello"));
        assertEquals("c got hi", provider.context(client).dispatch().tellClient("hi"));
    }

    @Test
    @Clause("C-85, C-86, C-74, C-87")
    void attach_accepted_callsFlowBeforeTheClientsCallbackHasReturned() {
        List<String> heard = new ArrayList<>();
        client.onProposal(proposal -> {
            client.attach(proposal);
            heard.add(proposal.binding().dispatch().tellProvider("at once"));
            world.elsewhere(() -> heard.add(provider.context(client).dispatch().tellClient("early")));
        });
        provider.register();
        client.register();

        assertEquals(List.of("p got at once", "c got early"), heard);
    }

    @Test
    @Clause("C-20, C-78, C-97")
    void attachClient_beforeItAnswers_readsTheClientsDispatch() {
        AtomicReference<ClientCalls> seen = new AtomicReference<>();
        provider.onProposal(proposal -> {
            seen.set(given(proposal.binding()));
            return provider.accept(proposal);
        });
        client.register();
        provider.register();

        assertSame(client.dispatch(), seen.get());
    }

    @Test
    @Clause("C-24, C-25, C-41, C-43, C-45, C-101, C-102, C-103, C-104")
    void attach_severalPeers_eachBindingHasItsOwnContexts() {
        ScriptedClient<ClientCalls, ProviderCalls> second = world.client("d");
        ScriptedProvider<ClientCalls, ProviderCalls> other = world.provider("q");
        List.of(client, second, provider, other).forEach(ScriptedModule::register);

        assertEquals(2, client.contexts().size());
        assertEquals(2, other.contexts().size());
        assertEquals("q got x", second.context(other).dispatch().tellProvider("x"));
        assertEquals("p got x", second.context(provider).dispatch().tellProvider("x"));
        assertEquals("d got y", other.context(second).dispatch().tellClient("y"));
    }

    @Test
    @Clause("C-77, C-81, C-82, C-83, C-88, C-92, C-93, C-96, C-185, B-20, B-22")
    void attach_refused_clientGetsTheReasonAndNothingMoreIsCalled() {
        List<AttachResult> results = new ArrayList<>();
        provider.onProposal(proposal -> Answer.refuse("full"));
        client.onProposal(proposal -> results.add(client.attach(proposal)));
        client.register();
        provider.register();
        provider.close();
        client.close();

        assertEquals(List.of(new AttachResult(Status.REFUSED, "full")), results);
        world.history.assertHistory("c.attachProvider(p)", "p.attachClient(c)", "c.refused(p): full");
    }

    @Test
    @Clause("C-94, C-95, C-20, A-22")
    void attach_againAfterRefusal_asksAfreshWithTheOtherDispatch() {
        ClientCalls version1 = what -> "version 1";
        provider.onProposal(
                proposal -> given(proposal.binding()) == version1 ? provider.accept(proposal) : Answer.refuse("no"));
        client.onProposal(proposal -> {
            assertFalse(client.attach(proposal).attached());
            assertTrue(client.attach(proposal, version1).attached());
        });
        provider.register();
        client.register();

        world.history.assertHistory(
                "c.attachProvider(p)", "p.attachClient(c)", "c.refused(p): no", "p.attachClient(c)", "c.attached(p)");
        assertSame(version1, given(provider.context(client).binding()));
    }

    @Test
    @Clause("A-22, A-23, A-25, C-82, C-88, C-96")
    void attach_providerThrows_countsAsFailureAndMayBeRetried() {
        Exception thrown = new IOException("no socket");
        provider.onProposal(proposal -> {
            throw thrown;
        });
        client.onProposal(proposal -> {
            AttachResult result = client.attach(proposal);
            assertEquals(Status.FAILED, result.status());
            assertEquals("attachClient of the provider has thrown java.io.IOException: no socket", result.reason());
            provider.onProposal(provider::accept);
            assertTrue(client.attach(proposal).attached());
        });
        provider.register();
        client.register();

        world.log.takeWarning(thrown, "c", "p");
        assertEquals(1, world.history.count("c.attached(p)"));
    }

    @Test
    @Clause("A-24, A-25")
    void attach_providerAnswersNull_countsAsFailure() {
        provider.onProposal(proposal -> null);
        client.register();
        provider.register();
        ScriptedProvider<ClientCalls, ProviderCalls> other = world.provider("q");
        other.register();

        assertEquals(1, world.history.count("p.attachClient(c)"));
        assertEquals(0, world.history.count("c.attached(p)"));
        assertEquals(1, world.history.count("c.attached(q)"));
        world.log.takeWarning("c", "p", "null");
    }

    @Test
    @Clause("A-25")
    void attach_providerThrowsAnError_countsAsFailure() {
        Error thrown = new NoSuchMethodError("gone");
        provider.onProposal(proposal -> {
            throw thrown;
        });
        client.register();
        provider.register();

        assertEquals(0, world.history.count("c.attached(p)"));
        world.log.takeWarning(thrown, "c", "p");
    }

    @Test
    @Clause("A-20, B-18, C-91")
    void callback_throwsAfterAttach_onlyTheProviderIsUnwound() {
        Exception thrown = new IOException("changed my mind");
        client.onProposal(proposal -> {
            client.attach(proposal);
            client.context().disown();
            throw thrown;
        });
        provider.register();
        client.register();

        world.history.assertHistory(
                "c.attachProvider(p)", "p.attachClient(c)", "c.attached(p)", "p.detach(c)", "p.cleanup(c)");
        world.log.takeWarning(thrown, "c", "p");
    }

    @Test
    @Clause("A-20, C-150")
    void callback_throwsAfterAttach_pendingProviderHoldsBothEnds() {
        client.onProposal(proposal -> {
            client.attach(proposal);
            client.context().disown();
            throw new IOException();
        });
        provider.detachesLater();
        provider.register();
        client.register();
        assertTrue(provider.context().binding().isPeerDetached());
        var clientEnd = client.deregister();
        var providerEnd = provider.deregister();
        assertFalse(clientEnd.isComplete());
        assertFalse(providerEnd.isComplete());

        provider.context().complete();
        assertTrue(clientEnd.isComplete() && providerEnd.isComplete());
        assertEquals(1, world.history.count("p.detach(c)"));
        world.log.takeWarning("c", "p");
    }

    @Test
    @Clause("C-26, C-139, B-15, A-16")
    void attach_contextNone_isDetachedAndCleanedUpLikeAnyOther() {
        client.onProposal(proposal -> assertTrue(
                proposal.attach(BindingContext.NONE, client.dispatch()).attached()));
        client.register();
        provider.register();
        client.close();

        world.history.assertHistory("c.attachProvider(p)", "p.attachClient(c)", "p.detach(c)", "p.cleanup(c)");
    }

    @Test
    @Clause("C-18, A-16, C-10")
    void attach_npiWithoutClientDispatch_callsGoOneWay() {
        Npi<Void, ProviderCalls> oneWay = Npi.of("test.oneway", ProviderCalls.class);
        List<String> heard = new ArrayList<>();
        var module = world.module("m");
        List<ClientProposal<Void>> asked = new ArrayList<>();
        module.registerProvider(ProviderCharacteristics.of(oneWay, proposal -> {
            asked.add(proposal);
            return Answer.accept(BindingContext.NONE, what -> "got " + what);
        }));
        module.registerClient(ClientCharacteristics.of(oneWay, proposal -> {
            assertTrue(proposal.attach(BindingContext.NONE).attached());
            heard.add(proposal.binding().dispatch().tellProvider("x"));
        }));

        assertEquals(List.of("got x"), heard);
        Throwing.assertFails(
                IllegalStateException.class, () -> asked.get(0).binding().dispatch(), "test.oneway", "dispatch");
    }

    @Test
    @Clause("C-186, B-28, C-98, C-146")
    void peer_afterTheEnd_isStillReadable() {
        client.register();
        provider.register();
        provider.close();
        client.close();

        assertEquals("p", client.context().binding().peer().owner().name());
        assertTrue(client.context().binding().isPeerDetached());
    }
}
