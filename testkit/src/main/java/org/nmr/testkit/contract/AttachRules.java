// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.nmr.BindingContext;
import org.nmr.Npi;
import org.nmr.testkit.Clause;
import org.nmr.testkit.ModuleHarness;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedModule;
import org.nmr.testkit.ScriptedProvider;

/** The handshake that succeeds: sections 3.3 and 3.4 of the contract. */
abstract class AttachRules extends Rules {
    AttachRules(ModuleHarness harness) {
        super(harness);
    }

    @Test
    @Clause("C-2, C-17, C-19, C-75, C-80, C-90")
    void attach_accepted_eachSideCallsWhatThePeerGave() {
        ProviderCalls dispatch = what -> "given " + what;
        provider.dispatch(dispatch);
        attach();

        assertSame(dispatch, client.context().given());
        assertEquals("given hello", client.peer().tellProvider("hello"));
        assertEquals("c got hi", provider.peer().tellClient("hi"));
    }

    @Test
    @Clause("C-74, C-85, C-86, C-87")
    void attach_accepted_callsFlowBeforeTheClientsCallbackHasReturned() {
        List<String> heard = new CopyOnWriteArrayList<>();
        client.onProposal(proposal -> {
            client.attach(proposal);
            heard.add(proposal.binding().dispatch().tellProvider("x"));
            harness.elsewhere(() -> heard.add(provider.peer().tellClient("y")));
        });
        attach();

        assertEquals(List.of("p got x", "c got y"), heard);
    }

    @Test
    @Clause("C-20, C-78, C-97")
    void attachClient_beforeItAnswers_readsTheClientsDispatch() {
        List<String> heard = new ArrayList<>();
        provider.onProposal(proposal -> {
            heard.add(proposal.binding().dispatch().tellClient("which version?"));
            return provider.accept(proposal);
        });
        attach();

        assertEquals(List.of("c got which version?"), heard);
    }

    @Test
    @Clause("C-24, C-43, C-101, C-102, C-103, C-104")
    void attach_severalPeers_eachBindingHasItsOwnContexts() {
        ScriptedClient<ClientCalls, ProviderCalls> d = client("d");
        ScriptedProvider<ClientCalls, ProviderCalls> q = provider("q");
        List.of(client, d, provider, q).forEach(ScriptedModule::register);

        assertEquals("q got x", d.context(q).dispatch().tellProvider("x"));
        assertEquals("p got x", d.context(provider).dispatch().tellProvider("x"));
        assertEquals("d got y", q.context(d).dispatch().tellClient("y"));
        assertEquals("c got y", q.context(client).dispatch().tellClient("y"));
    }

    @Test
    @Clause("C-10, C-18, A-16")
    void attach_npiWithoutClientDispatch_callsGoOneWay() {
        Npi<Void, ProviderCalls> oneWay = Npi.of("org.nmr.testkit.oneway", ProviderCalls.class);
        ScriptedProvider<Void, ProviderCalls> below = harness.provider("below", oneWay, what -> "got " + what);
        ScriptedClient<Void, ProviderCalls> above = harness.client("above", oneWay);
        below.register();
        above.register();

        assertEquals("got x", above.peer().tellProvider("x"));
        assertThrows(IllegalStateException.class, below::peer);
    }

    @Test
    @Clause("C-26, C-139, B-15")
    void attach_contextNone_thePeerIsDetachedAndCleanedUp() {
        client.onProposal(proposal -> assertTrue(
                proposal.attach(BindingContext.NONE, what -> what).attached(),
                "expected a client without context to attach"));
        provider.register();
        client.register();
        client.close();

        history.assertHistory("c.attachProvider(p)", "p.attachClient(c)", "p.detach(c)", "p.cleanup(c)");
    }
}
