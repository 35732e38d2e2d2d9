// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.registrar.core.Throwing.assertFails;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nmr.Answer;
import org.nmr.Binding;
import org.nmr.Call;
import org.nmr.ClientProposal;
import org.nmr.Deregistration;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** A call that was begun in {@code attachClient} and is inside the client when the provider refuses. */
class RefusedPairTest {
    @RegisterExtension
    final World world = new World();

    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");
    private final List<Call<ClientCalls>> calls = new ArrayList<>();

    /** What the provider was asked with last. */
    private @Nullable Binding<ClientCalls> binding;

    /** How the provider does not attach. */
    enum Refusal {
        REFUSES,
        THROWS,
        ANSWERS_NOTHING
    }

    private Answer<ProviderCalls> refuse(Refusal refusal, ClientProposal<ClientCalls> proposal) {
        binding = proposal.binding();
        calls.add(binding.enter());
        return switch (refusal) {
            case REFUSES -> Answer.refuse("not now");
            case THROWS -> throw new IllegalArgumentException("broken");
            case ANSWERS_NOTHING -> null;
        };
    }

    private void propose(Refusal refusal) {
        provider.onProposal(proposal -> refuse(refusal, proposal));
        client.in(world.module("c"));
        provider.in(world.module("p"));
        client.register();
        provider.register();
        world.log.takeAll();
    }

    private Runnable closeCall() {
        return calls.get(0)::close;
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void deregister_ofTheClient_waitsForTheCall(Refusal refusal) {
        propose(refusal);
        Deregistration end = client.deregister();
        assertFalse(end.isComplete());
        closeCall().run();
        assertTrue(end.isComplete());
    }

    @ParameterizedTest
    @EnumSource(Refusal.class)
    void deregister_ofTheProvider_waitsForTheCall(Refusal refusal) {
        propose(refusal);
        Deregistration end = provider.deregister();
        assertFalse(end.isComplete());
        closeCall().run();
        assertTrue(end.isComplete());
        assertEquals(0, world.history.count("p.detach(c)") + world.history.count("p.cleanup(c)"));
    }

    @Test
    void register_clientThatThrowsAfterTheRefusal_waitsForTheCall() {
        client.onProposal(proposal -> {
            client.attach(proposal);
            throw new IllegalStateException("gives up");
        });
        propose(Refusal.REFUSES);
        Deregistration end = client.deregister();
        assertFalse(end.isComplete());
        closeCall().run();
        assertTrue(end.isComplete());
    }

    @Test
    void enter_afterTheRefusal_isNotAttached() {
        propose(Refusal.REFUSES);
        assertFails(IllegalStateException.class, binding::enter, "provider side of");
        closeCall().run();
    }

    @Test
    void attach_againAfterARefusal_attachesAndWaitsForBothCalls() {
        provider.onProposal(
                proposal -> calls.isEmpty() ? refuse(Refusal.REFUSES, proposal) : provider.accept(proposal));
        client.onProposal(proposal -> {
            client.attach(proposal);
            client.attach(proposal);
        });
        client.register();
        provider.register();
        assertEquals(1, world.history.count("c.attached(p)"));

        Deregistration end = client.deregister();
        assertFalse(end.isComplete());
        closeCall().run();
        assertTrue(end.isComplete());
        assertEquals(1, world.history.count("c.cleanup(p)"));
    }
}
