// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.Deregistration;
import org.nmr.testkit.Clause;
import org.nmr.testkit.Hold;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** What callbacks may do with the registrar, and that it holds no lock meanwhile: section 9 of the contract. */
class ReentrancyTest {
    private static final String[] LIFE = {
        "c.attachProvider(p)",
        "p.attachClient(c)",
        "c.attached(p)",
        "c.detach(p)",
        "p.detach(c)",
        "c.cleanup(p)",
        "p.cleanup(c)"
    };

    @RegisterExtension
    final World world = new World();

    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");

    private void live() {
        provider.register();
        client.register();
        client.close();
        provider.close();
    }

    /** Runs the action once, on the thread of the first event that is among the given ones. */
    private void during(String event, Runnable action) {
        Set<String> done = ConcurrentHashMap.newKeySet();
        world.history.onEvent(seen -> {
            if (seen.equals(event) && done.add(seen)) {
                action.run();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c.attachProvider(p)",
                "p.attachClient(c)",
                "c.attached(p)",
                "c.detach(p)",
                "p.detach(c)",
                "c.cleanup(p)",
                "p.cleanup(c)"
            })
    @Clause("A-14, C-172, C-176, C-62")
    void register_insideACallback_attachesAndEnds(String event) {
        ScriptedProvider<ClientCalls, ProviderCalls> other = world.provider("q");
        ScriptedClient<ClientCalls, ProviderCalls> another = world.client("d");
        during(event, () -> {
            other.register();
            another.register();
        });
        live();

        assertEquals(1, world.history.count("d.attached(q)"));
        assertEquals(
                0,
                world.history.events().stream()
                        .filter(e -> e.contains("FAILED"))
                        .count());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c.attachProvider(p)",
                "p.attachClient(c)",
                "c.attached(p)",
                "c.detach(p)",
                "p.detach(c)",
                "c.cleanup(p)",
                "p.cleanup(c)"
            })
    @Clause("A-14, C-172, C-176, C-171, C-175, A-9, A-10")
    void deregister_peerInsideACallback_livesTheSameLifeOnce(String event) {
        List<Deregistration> ends = new ArrayList<>();
        during(event, () -> ends.add(provider.deregister()));
        live();

        world.history.assertHistory(LIFE);
        assertTrue(ends.get(0).isComplete());
    }

    @ParameterizedTest
    @ValueSource(strings = {"c.attachProvider(p)", "p.attachClient(c)", "c.attached(p)"})
    @Clause("A-9, A-10, A-14, C-175")
    void deregister_bothInsideTheHandshake_detachesAfterItOnce(String event) {
        client.register();
        client.in(world.module("unused"));
        List<Deregistration> ends = new ArrayList<>();
        provider.in(world.module("p"));
        during(event, () -> {
            ends.add(client.deregister());
            ends.add(provider.module().unload());
            assertFalse(ends.get(0).isComplete() || ends.get(1).isComplete());
        });
        provider.register();

        world.history.assertHistory(LIFE);
        assertTrue(ends.get(0).isComplete() && ends.get(1).isComplete());
    }

    @ParameterizedTest
    @ValueSource(strings = {"c.detach(p)", "p.detach(c)", "c.cleanup(p)", "p.cleanup(c)"})
    @Clause("A-14, C-176")
    void deregister_thirdPartyInsideACallback_endsItAtOnce(String event) {
        ScriptedClient<ClientCalls, ProviderCalls> other = world.client("d");
        other.register();
        during(event, () -> assertTrue(other.deregister().isComplete()));
        live();

        assertEquals(1, world.history.count("d.cleanup(p)"));
    }

    @Test
    @Clause("C-172, C-173, C-108")
    void callbacks_each_anotherThreadMayUseTheSameNpiMeanwhile() {
        List<String> visited = new ArrayList<>();
        world.history.onEvent(event -> {
            if (!event.contains("other")) {
                visited.add(event);
                world.elsewhere(() -> useNpi("other" + visited.size()));
            }
        });
        live();

        assertEquals(List.of(LIFE), visited);
    }

    /** A client and a provider that come, attach to each other and go. */
    private void useNpi(String name) {
        ScriptedClient<ClientCalls, ProviderCalls> otherClient = world.client(name + "c");
        ScriptedProvider<ClientCalls, ProviderCalls> otherProvider = world.provider(name + "p");
        otherClient.register();
        otherProvider.register();
        otherClient.close();
        otherProvider.close();
    }

    @Test
    @Clause("C-172, C-174")
    void npis_oneBlockedInACallback_otherWorks() {
        Hold gate = new Hold();
        provider.onProposal(proposal -> {
            gate.stay();
            return provider.accept(proposal);
        });
        client.register();
        var blocked = world.async(provider::register);
        gate.awaitInside();
        ScriptedClient<ClientCalls, ProviderCalls> otherClient = world.client("d");
        ScriptedProvider<ClientCalls, ProviderCalls> otherProvider = world.provider("q");
        otherClient.npi(World.OTHER_NPI);
        otherProvider.npi(World.OTHER_NPI);
        otherClient.register();
        otherProvider.register();
        otherProvider.close();
        assertEquals(1, world.history.count("d.cleanup(q)"));

        gate.release();
        blocked.get();
    }
}
