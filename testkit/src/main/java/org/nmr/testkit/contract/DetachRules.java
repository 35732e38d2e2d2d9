// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.nmr.Binding;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.testkit.Clause;
import org.nmr.testkit.ModuleHarness;
import org.nmr.testkit.ScriptedProvider;

/** Both sides' detach and its completion: section 5 of the contract. */
abstract class DetachRules extends Rules {
    DetachRules(ModuleHarness harness) {
        super(harness);
    }

    @Test
    @Clause("C-109, C-110, C-112, C-116, C-119, C-134, C-138, A-7")
    void deregister_client_endsBothSidesOnce() {
        attach();
        assertComplete(client.deregister());
        assertGone();
    }

    @Test
    @Clause("C-111, C-112, C-116, C-119, C-134, C-138, A-7")
    void deregister_provider_endsBothSidesOnce() {
        attach();
        assertComplete(provider.deregister());
        assertGone();
    }

    private void detachAlone(String side) {
        attach();
        client.detachesLater();
        Binding<?> binding = side(side).context().binding();
        Deregistration end = binding.detach();
        history.assertHappened("c.detach(p)", "p.detach(c)");
        assertIncomplete(end);
        assertTrue(
                binding.detaching().toCompletableFuture().isDone(), "expected detaching() to be done after detach()");

        client.context().complete();
        assertGone();
        assertComplete(end);
        assertComplete(binding.detach());
        assertTrue(binding.peerDetached().toCompletableFuture().isDone(), "expected peerDetached() to be done");
        client.onDetach(context -> DetachStatus.COMPLETE);
        provider("q").register();
        history.assertCount(1, "c.attached(q)");
    }

    @Test
    @Clause("C-109, C-112, C-114")
    void detach_ofTheClientsBinding_endsBothSidesOnceAndTheRegistrationsStay() {
        detachAlone("c");
    }

    @Test
    @Clause("C-109, C-112, C-114")
    void detach_ofTheProvidersBinding_endsBothSidesOnceAndTheRegistrationsStay() {
        detachAlone("p");
    }

    private void endsWithTheLaterCompletion(String first, String second) {
        attach();
        client.detachesLater();
        provider.detachesLater();
        Deregistration end = client.deregister();
        history.assertHappened("c.detach(p)", "p.detach(c)");
        harness.elsewhere(side(first).context()::complete);
        history.assertHappened("c.detach(p)", "p.detach(c)");
        assertIncomplete(end);

        side(second).context().complete();
        assertGone();
        assertComplete(end);
    }

    @Test
    @Clause("C-120, C-128, C-134, C-135, C-137, B-8")
    void detach_bothPendingClientCompletesFirst_endsWithTheProvider() {
        endsWithTheLaterCompletion("c", "p");
    }

    @Test
    @Clause("C-120, C-128, C-134, C-135, C-137, B-8")
    void detach_bothPendingProviderCompletesFirst_endsWithTheClient() {
        endsWithTheLaterCompletion("p", "c");
    }

    private void endsWithTheCompletionOf(String side) {
        attach();
        side(side).detachesLater();
        Deregistration end = provider.deregister();
        history.assertHappened("c.detach(p)", "p.detach(c)");
        assertIncomplete(end);

        side(side).context().complete();
        assertGone();
        assertComplete(end);
    }

    @Test
    @Clause("C-120, C-134, C-137")
    void detach_clientPending_endsWithItsCompletion() {
        endsWithTheCompletionOf("c");
    }

    @Test
    @Clause("C-120, C-134, C-137")
    void detach_providerPending_endsWithItsCompletion() {
        endsWithTheCompletionOf("p");
    }

    @Test
    @Clause("C-130, C-176, A-19")
    void detachComplete_insideOwnDetach_isRemembered() {
        attach();
        client.onDetach(context -> {
            context.complete();
            return DetachStatus.PENDING;
        });
        assertComplete(provider.deregister());
        assertGone();
    }

    @Test
    @Clause("C-130, A-19")
    void detachComplete_onAnotherThreadBeforeDetachReturned_isRemembered() {
        attach();
        provider.onDetach(context -> {
            harness.elsewhere(context::complete);
            return DetachStatus.PENDING;
        });
        assertComplete(provider.deregister());
        assertGone();
    }

    @Test
    @Clause("C-131, A-19, B-11")
    void detachComplete_beforeDetachWasCalled_isRemembered() {
        attach();
        client.context().complete();
        history.assertNothing();
        client.detachesLater();
        assertComplete(provider.deregister());
        assertGone();
    }

    @Test
    @Clause("A-24")
    void detach_returnsNull_countsAsComplete() {
        attach();
        provider.onDetach(context -> null);
        assertComplete(client.deregister());
        assertGone();
    }

    @Test
    @Clause("A-25")
    void detach_throws_countsAsComplete() {
        attach();
        client.onDetach(context -> {
            throw new IllegalArgumentException("oops");
        });
        assertComplete(client.deregister());
        assertGone();
    }

    @Test
    @Clause("C-114, C-157")
    void deregister_bothWhilePending_detachesOnceAndBothWait() {
        attach();
        client.detachesLater();
        Deregistration first = provider.deregister();
        Deregistration second = client.deregister();
        assertIncomplete(first);
        assertIncomplete(second);

        client.context().complete();
        assertGone();
        assertComplete(first);
        assertComplete(second);
    }

    @Test
    @Clause("C-106, C-107, C-156")
    void deregister_oneOfTwoProviders_theRestStays() {
        ScriptedProvider<ClientCalls, ProviderCalls> q = provider("q");
        attach();
        q.register();
        provider.close();

        assertEquals("q got x", client.context(q).dispatch().tellProvider("x"));
        provider("r").register();
        history.assertCount(1, "c.attached(r)");
        history.assertCount(0, "c.detach(q)");
    }

    @Test
    @Clause("C-107")
    void deregister_providerStillPending_theNextBindingCoexists() {
        attach();
        provider.detachesLater();
        Deregistration end = provider.deregister();
        ScriptedProvider<ClientCalls, ProviderCalls> next = provider("next");
        next.register();
        assertEquals("next got x", client.context(next).dispatch().tellProvider("x"));

        provider.context().complete();
        assertComplete(end);
        history.assertCount(0, "c.cleanup(next)");
    }
}
