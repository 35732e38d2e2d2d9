// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Answer;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.ModuleRegistrations;
import org.nmr.ProviderCharacteristics;
import org.nmr.Selection;
import org.nmr.testkit.Hold;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** Clients that want one provider at a time, the best. */
class SelectionTest {
    @RegisterExtension
    final World world = new World();

    private final ScriptedClient<ClientCalls, ProviderCalls> client = choosing("c");

    private ScriptedClient<ClientCalls, ProviderCalls> choosing(String name) {
        ScriptedClient<ClientCalls, ProviderCalls> choosing = world.client(name);
        choosing.selection(Selection.best());
        return choosing;
    }

    private ScriptedProvider<ClientCalls, ProviderCalls> provider(String name, int ranking) {
        ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider(name);
        provider.characteristic(ProviderCharacteristics.RANKING, ranking);
        return provider;
    }

    private ScriptedProvider<ClientCalls, ProviderCalls> registered(String name, int ranking) {
        ScriptedProvider<ClientCalls, ProviderCalls> provider = provider(name, ranking);
        provider.register();
        return provider;
    }

    /** The providers that were proposed, in order. */
    private List<String> proposed() {
        return world.history.events().stream()
                .filter(event -> event.contains("attachProvider"))
                .map(event -> event.replaceAll(".*\\(|\\)", ""))
                .toList();
    }

    @Test
    void register_several_attachesToTheHighestRankingThenTheOldest() {
        registered("low", -1);
        world.provider("zero").register();
        registered("old", 5);
        registered("young", 5);
        client.register();

        world.history.assertHistory("c.attachProvider(old)", "old.attachClient(c)", "c.attached(old)");
    }

    @Test
    void register_bestRefuses_asksTheNextBestOnce() {
        registered("third", 1);
        registered("second", 2);
        ScriptedProvider<ClientCalls, ProviderCalls> first = provider("first", 3);
        first.onProposal(proposal -> Answer.refuse("full"));
        first.register();
        client.register();

        world.history.assertHistory(
                "c.attachProvider(first)",
                "first.attachClient(c)",
                "c.refused(first): full",
                "c.attachProvider(second)",
                "second.attachClient(c)",
                "c.attached(second)");
    }

    @Test
    void register_betterProviderComesLater_doesNotDisplace() {
        registered("low", 1);
        client.register();
        registered("high", 2);

        assertEquals(List.of("low"), proposed());
    }

    @Test
    void close_attachedProvider_movesToTheNextBestAfterBothCleanups() {
        ScriptedProvider<ClientCalls, ProviderCalls> first = registered("first", 3);
        registered("third", 1);
        registered("second", 2);
        client.register();
        world.history.clear();

        first.close();

        world.history.assertHistory(
                "c.detach(first)",
                "first.detach(c)",
                "c.cleanup(first)",
                "first.cleanup(c)",
                "c.attachProvider(second)",
                "second.attachClient(c)",
                "c.attached(second)");
    }

    @Test
    void close_attachedProvider_asksThoseDeclinedBeforeAgain() {
        client.onProposal(proposal -> {
            if (!proposal.provider().characteristics().containsValue("shy")
                    || proposed().size() > 2) {
                client.attach(proposal);
            }
        });
        registered("shy", 9);
        ScriptedProvider<ClientCalls, ProviderCalls> first = registered("first", 3);
        client.register();
        first.close();

        assertEquals(List.of("shy", "first", "shy"), proposed());
        assertTrue(client.context().isAttached());
    }

    @Test
    void register_idleAndUnattached_newcomerIsProposedAlone() {
        client.onProposal(proposal -> {});
        registered("a", 1);
        client.register();
        registered("b", 0);

        assertEquals(List.of("a", "b"), proposed());
    }

    @Test
    void deregister_client_endsTheBindingAndTakesNoOther() {
        registered("a", 1);
        registered("b", 0);
        client.register();
        client.close();

        assertEquals(List.of("a"), proposed());
    }

    @Test
    void unload_bothProvidersOfOneModule_doesNotMoveBetweenThem() {
        ModuleRegistrations module = world.module("m");
        ScriptedProvider<ClientCalls, ProviderCalls> a = provider("a", 1);
        ScriptedProvider<ClientCalls, ProviderCalls> b = provider("b", 0);
        a.in(module);
        b.in(module);
        a.register();
        b.register();
        client.register();
        module.close();

        assertEquals(List.of("a"), proposed());
    }

    @Test
    void detach_oldBindingIsPending_theNewOneWaits() {
        ScriptedProvider<ClientCalls, ProviderCalls> first = registered("first", 1);
        registered("second", 0);
        client.detachesLater();
        client.register();
        Deregistration end = first.deregister();
        registered("third", 7);
        assertEquals(List.of("first"), proposed());

        client.onDetach(context -> DetachStatus.COMPLETE);
        client.context().complete();

        assertTrue(end.isComplete());
        assertEquals(List.of("first", "third"), proposed());
    }

    /** The move comes after the waiters are released, so it may even wait for the end of the old provider. */
    @Test
    void close_moveThatWaitsForTheOldProvider_findsItOver() {
        ScriptedProvider<ClientCalls, ProviderCalls> first = registered("first", 1);
        registered("second", 0);
        client.register();
        client.onProposal(proposal -> {
            first.registration().close();
            client.attach(proposal);
        });
        first.close();

        assertEquals(List.of("first", "second"), proposed());
        assertTrue(client.context().isAttached());
    }

    @Test
    void deregister_insideAttachProvider_movesOnOnce() {
        ScriptedProvider<ClientCalls, ProviderCalls> first = registered("first", 1);
        registered("second", 0);
        client.onProposal(proposal -> {
            client.attach(proposal);
            if (proposed().size() == 1) {
                first.deregister();
            }
        });
        client.register();

        assertEquals(List.of("first", "second"), proposed());
    }

    @Test
    void deregister_insideAttachProvider_asksEachOfTheOthersOnce() {
        ScriptedProvider<ClientCalls, ProviderCalls> first = registered("first", 2);
        registered("second", 1);
        registered("third", 0);
        client.onProposal(proposal -> {
            if (proposed().size() == 1) {
                client.attach(proposal);
                first.deregister();
            }
        });
        client.register();

        assertEquals(List.of("first", "second", "third"), proposed());
    }

    @Test
    void register_insideAttachProvider_isTakenUpByTheRunningPass() {
        registered("a", 1);
        registered("c", 0);
        client.onProposal(proposal -> {
            if (proposed().size() == 1) {
                registered("b", 5);
            }
        });
        client.register();

        assertEquals(List.of("a", "b", "c"), proposed());
    }

    @Test
    void register_clientDeregistersInsideItsOwnPass_endsThePass() {
        registered("a", 1);
        registered("b", 0);
        client.onProposal(proposal ->
                world.elsewhere(() -> assertFalse(client.module().unload().isComplete())));
        client.register();

        assertEquals(List.of("a"), proposed());
    }

    @Test
    void register_clientFailsAfterEachAttach_asksEachOnce() {
        registered("a", 2);
        registered("b", 1);
        failAfterAttach();
        client.register();

        assertEquals(List.of("a", "b"), proposed());
        world.log.takeWarning("attachProvider", "failed");
        world.log.takeWarning("attachProvider", "failed");
    }

    private void failAfterAttach() {
        client.onProposal(proposal -> {
            client.attach(proposal);
            client.context().disown(); // disowned: nothing of it is called any more
            throw new IllegalStateException("after attach");
        });
    }

    @Test
    void register_clientFailsAndTheProviderIsPending_goesOnWhenThatIsGone() {
        ScriptedProvider<ClientCalls, ProviderCalls> a = provider("a", 2);
        a.detachesLater();
        a.register();
        registered("b", 1);
        failAfterAttach();
        client.register();
        registered("short", 4).close();
        registered("late", 3);
        assertEquals(List.of("a"), proposed());

        client.onProposal(proposal -> {});
        a.context().complete();

        assertEquals(List.of("a", "late", "b"), proposed());
        world.log.takeWarning("attachProvider", "failed");
    }

    @Test
    void register_filterAndBest_choosesAmongThoseThatMatch() {
        client.selection(Selection.best("(testkit.name=b*)"));
        registered("a", 9);
        registered("b1", 1);
        ScriptedProvider<ClientCalls, ProviderCalls> best = registered("b2", 2);
        client.register();
        best.close();

        assertEquals(List.of("b2", "b1"), proposed());
    }

    @Test
    void close_manyClients_allMove() {
        ScriptedClient<ClientCalls, ProviderCalls> other = choosing("d");
        ScriptedProvider<ClientCalls, ProviderCalls> first = registered("first", 1);
        registered("second", 0);
        client.register();
        other.register();
        first.close();

        assertTrue(client.context(first).isAttached() && other.context(first).isAttached());
        assertEquals(List.of("first", "first", "second", "second"), proposed());
        assertFalse(client.contexts().isEmpty());
    }

    @Test
    void revoke_callbackThatStays_movesAtOnceAndNotAgainWhenItReturns() {
        Hold gate = new Hold();
        ScriptedProvider<ClientCalls, ProviderCalls> first = provider("first", 1);
        first.onDetach(context -> {
            gate.stay();
            return DetachStatus.COMPLETE;
        });
        first.register();
        registered("second", 0);
        client.register();
        Running<?> end = world.async(first::deregister);
        gate.awaitInside();
        Diagnostics diagnostics = new Diagnostics(world.registrar);
        diagnostics.revoke(diagnostics.getRegistrar().bindings.get(0).id);
        assertEquals(List.of("first", "second"), proposed());

        gate.release();
        end.get();
        assertEquals(List.of("first", "second"), proposed());
        world.log.takeWarning("was revoked");
    }
}
