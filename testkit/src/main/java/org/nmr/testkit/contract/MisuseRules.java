// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.BindingContext;
import org.nmr.Call;
import org.nmr.Deregistration;
import org.nmr.ModuleRegistrations;
import org.nmr.ProviderProposal;
import org.nmr.testkit.Clause;
import org.nmr.testkit.ModuleHarness;

/** Handles that are stale or belong to another module: part b of the contract. */
abstract class MisuseRules extends Rules {
    MisuseRules(ModuleHarness harness) {
        super(harness);
    }

    @Test
    @Clause("A-22, B-19")
    void attach_againAfterSuccess_failsAndTheProviderIsNotAsked() {
        client.onProposal(proposal -> {
            client.attach(proposal);
            assertThrows(IllegalStateException.class, () -> proposal.attach(BindingContext.NONE, what -> what));
        });
        attach();
    }

    @Test
    @Clause("A-22, B-19, C-76, C-98")
    void attach_afterTheCallbackReturned_fails() {
        List<ProviderProposal<ClientCalls, ProviderCalls>> kept = new ArrayList<>();
        client.onProposal(kept::add);
        provider.register();
        client.register();
        history.clear();

        assertThrows(IllegalStateException.class, () -> kept.get(0).attach(BindingContext.NONE, what -> what));
        history.assertNothing();
    }

    @Test
    @Clause("A-22, B-19")
    void attach_onAnotherThread_fails() {
        client.onProposal(proposal -> harness.elsewhere(() ->
                assertThrows(IllegalStateException.class, () -> proposal.attach(BindingContext.NONE, what -> what))));
        provider.register();
        client.register();
        history.assertHistory("c.attachProvider(p)");
    }

    @Test
    @Clause("A-16, C-10")
    void attach_withoutTheDispatchOfTheNpi_failsAndTheProviderIsNotAsked() {
        client.onProposal(proposal -> {
            assertThrows(IllegalArgumentException.class, () -> proposal.attach(BindingContext.NONE));
            client.attach(proposal);
        });
        attach();
    }

    @Test
    @Clause("A-19, C-44, C-97")
    void binding_beforeThePairIsAttached_isWithoutUse() {
        client.onProposal(proposal -> {
            assertThrows(IllegalStateException.class, proposal.binding()::dispatch);
            assertThrows(IllegalStateException.class, proposal.binding()::enter);
            assertThrows(IllegalStateException.class, proposal.binding()::detachComplete);
            client.attach(proposal);
        });
        attach();
    }

    @Test
    @Clause("C-83, C-98, B-22")
    void binding_ofARefusedTry_isWithoutUse() {
        List<Binding<ClientCalls>> kept = new ArrayList<>();
        provider.onProposal(proposal -> {
            kept.add(proposal.binding());
            return Answer.refuse("no");
        });
        provider.register();
        client.register();

        assertThrows(IllegalStateException.class, kept.get(0)::dispatch);
        assertThrows(IllegalStateException.class, kept.get(0)::detachComplete);
    }

    @Test
    @Clause("B-9, C-129, C-132")
    void detachComplete_afterTheAnswerComplete_fails() {
        attach();
        provider.detachesLater();
        client.deregister();
        assertThrows(IllegalStateException.class, client.context()::complete);
        history.assertHappened("c.detach(p)", "p.detach(c)");
        provider.context().complete();
    }

    @Test
    @Clause("B-10, C-132")
    void detachComplete_twice_failsTheSecondTime() {
        attach();
        client.detachesLater();
        provider.detachesLater();
        client.deregister();
        provider.context().complete();
        assertThrows(IllegalStateException.class, provider.context()::complete);
        history.assertHappened("c.detach(p)", "p.detach(c)");

        client.context().complete();
        assertThrows(IllegalStateException.class, client.context()::complete);
        assertGone();
    }

    @Test
    @Clause("A-5, B-3, B-4")
    void deregister_twice_failsWithoutSideEffects() {
        attach();
        provider.detachesLater();
        Deregistration end = client.deregister();
        assertThrows(IllegalStateException.class, client::deregister);
        history.assertHappened("c.detach(p)", "p.detach(c)");

        provider.context().complete();
        assertComplete(end);
        assertThrows(IllegalStateException.class, client::deregister);
    }

    @Test
    @Clause("A-5, C-124")
    void call_closedTwiceOrByAnotherThread_fails() {
        attach();
        Call<ProviderCalls> call = client.context().binding().enter();
        harness.elsewhere(() -> assertThrows(IllegalStateException.class, call::close));
        Deregistration end = provider.deregister();
        assertIncomplete(end);
        call.close();
        assertComplete(end);
        assertThrows(IllegalStateException.class, call::close);
    }

    @Test
    @SuppressWarnings("NullAway") // null is what is tested
    @Clause("C-51, B-16")
    void register_null_fails() {
        ModuleRegistrations module = harness.module("m");
        assertThrows(NullPointerException.class, () -> module.registerClient(null));
        assertThrows(NullPointerException.class, () -> module.registerProvider(null));
        assertThrows(NullPointerException.class, () -> harness.open("m").openModule(null));
    }
}
