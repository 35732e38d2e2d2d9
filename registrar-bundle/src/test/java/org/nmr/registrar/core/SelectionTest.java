// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Answer;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.ModuleRegistrations;
import org.nmr.ProviderCharacteristics;
import org.nmr.Selection;

/** Clients that want one provider at a time, the best. */
class SelectionTest {
    @RegisterExtension
    final World world = new World();

    private final ScriptedClient client = choosing("c");

    private ScriptedClient choosing(String name) {
        ScriptedClient choosing = world.client(name);
        choosing.selection = Selection.best();
        return choosing;
    }

    private ScriptedProvider provider(String name, int ranking) {
        ScriptedProvider provider = world.provider(name);
        provider.characteristics.put(ProviderCharacteristics.RANKING, ranking);
        return provider;
    }

    private ScriptedProvider registered(String name, int ranking) {
        ScriptedProvider provider = provider(name, ranking);
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
        ScriptedProvider first = provider("first", 3);
        first.onProposal = proposal -> Answer.refuse("full");
        first.register();
        client.register();

        world.history.assertHistory(
                "c.attachProvider(first)",
                "first.attachClient(c)",
                "c.REFUSED(first): full",
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
        ScriptedProvider first = registered("first", 3);
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
        client.onProposal = proposal -> {
            if (!proposal.provider().characteristics().containsValue("shy")
                    || proposed().size() > 2) {
                client.attach(proposal);
            }
        };
        registered("shy", 9);
        ScriptedProvider first = registered("first", 3);
        client.register();
        first.close();

        assertEquals(List.of("shy", "first", "shy"), proposed());
        assertTrue(client.context().attached);
    }

    @Test
    void register_idleAndUnattached_newcomerIsProposedAlone() {
        client.onProposal = proposal -> {};
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
        ScriptedProvider a = provider("a", 1);
        ScriptedProvider b = provider("b", 0);
        a.nmr = module;
        b.nmr = module;
        a.register();
        b.register();
        client.register();
        module.close();

        assertEquals(List.of("a"), proposed());
    }

    @Test
    void detach_oldBindingIsPending_theNewOneWaits() {
        ScriptedProvider first = registered("first", 1);
        registered("second", 0);
        client.detachesLater();
        client.register();
        Deregistration end = first.deregister();
        registered("third", 7);
        assertEquals(List.of("first"), proposed());

        client.onDetach = context -> DetachStatus.COMPLETE;
        client.context().complete();

        assertTrue(end.isComplete());
        assertEquals(List.of("first", "third"), proposed());
    }

    /** The move comes after the waiters are released, so it may even wait for the end of the old provider. */
    @Test
    void close_moveThatWaitsForTheOldProvider_findsItOver() {
        ScriptedProvider first = registered("first", 1);
        registered("second", 0);
        client.register();
        client.onProposal = proposal -> {
            first.registration().close();
            client.attach(proposal);
        };
        first.close();

        assertEquals(List.of("first", "second"), proposed());
        assertTrue(client.context().attached);
    }

    @Test
    void deregister_insideAttachProvider_movesOnOnce() {
        ScriptedProvider first = registered("first", 1);
        registered("second", 0);
        client.onProposal = proposal -> {
            client.attach(proposal);
            if (proposed().size() == 1) {
                first.deregister();
            }
        };
        client.register();

        assertEquals(List.of("first", "second"), proposed());
    }

    @Test
    void deregister_insideAttachProvider_asksEachOfTheOthersOnce() {
        ScriptedProvider first = registered("first", 2);
        registered("second", 1);
        registered("third", 0);
        client.onProposal = proposal -> {
            if (proposed().size() == 1) {
                client.attach(proposal);
                first.deregister();
            }
        };
        client.register();

        assertEquals(List.of("first", "second", "third"), proposed());
    }

    @Test
    void register_insideAttachProvider_isTakenUpByTheRunningPass() {
        registered("a", 1);
        registered("c", 0);
        client.onProposal = proposal -> {
            if (proposed().size() == 1) {
                registered("b", 5);
            }
        };
        client.register();

        assertEquals(List.of("a", "b", "c"), proposed());
    }

    @Test
    void register_clientDeregistersInsideItsOwnPass_endsThePass() {
        registered("a", 1);
        registered("b", 0);
        client.onProposal = proposal ->
                world.elsewhere(() -> assertFalse(client.nmr.unload().isComplete()));
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
        client.onProposal = proposal -> {
            client.attach(proposal);
            client.context().attached = false; // disowned: nothing of it is called any more
            throw new IllegalStateException("after attach");
        };
    }

    @Test
    void register_clientFailsAndTheProviderIsPending_goesOnWhenThatIsGone() {
        ScriptedProvider a = provider("a", 2);
        a.detachesLater();
        a.register();
        registered("b", 1);
        failAfterAttach();
        client.register();
        registered("short", 4).close();
        registered("late", 3);
        assertEquals(List.of("a"), proposed());

        client.onProposal = proposal -> {};
        a.context().complete();

        assertEquals(List.of("a", "late", "b"), proposed());
        world.log.takeWarning("attachProvider", "failed");
    }

    @Test
    void register_filterAndBest_choosesAmongThoseThatMatch() {
        client.selection = Selection.best("(name=b*)");
        registered("a", 9);
        registered("b1", 1);
        ScriptedProvider best = registered("b2", 2);
        client.register();
        best.close();

        assertEquals(List.of("b2", "b1"), proposed());
    }

    @Test
    void close_manyClients_allMove() {
        ScriptedClient other = choosing("d");
        ScriptedProvider first = registered("first", 1);
        registered("second", 0);
        client.register();
        other.register();
        first.close();

        assertTrue(client.context(first).attached && other.context(first).attached);
        assertEquals(List.of("first", "first", "second", "second"), proposed());
        assertFalse(client.contexts.isEmpty());
    }

    @Test
    void revoke_callbackThatStays_movesAtOnceAndNotAgainWhenItReturns() {
        Gate gate = new Gate();
        ScriptedProvider first = provider("first", 1);
        first.onDetach = context -> {
            gate.pass();
            return DetachStatus.COMPLETE;
        };
        first.register();
        registered("second", 0);
        client.register();
        Future<?> end = world.async(first::deregister);
        gate.awaitArrival();
        Diagnostics diagnostics = new Diagnostics(world.registrar);
        diagnostics.revoke(diagnostics.getRegistrar().bindings.get(0).id);
        assertEquals(List.of("first", "second"), proposed());

        gate.open();
        World.get(end);
        assertEquals(List.of("first", "second"), proposed());
        world.log.takeWarning("was given up");
    }
}
