// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.nmr.Call;
import org.nmr.ModuleRegistrations;
import org.nmr.Npi;
import org.nmr.Registration;
import org.nmr.testkit.Clause;
import org.nmr.testkit.Hold;
import org.nmr.testkit.ModuleHarness;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** What callbacks may do with the registrar: section 9 of the contract. */
abstract class InsideRules extends Rules {
    InsideRules(ModuleHarness harness) {
        super(harness);
    }

    private static final List<String> LIFE = List.of(
            "c.attachProvider(p)",
            "p.attachClient(c)",
            "c.attached(p)",
            "c.detach(p)",
            "p.detach(c)",
            "c.cleanup(p)",
            "p.cleanup(c)");

    private static final List<String> HANDSHAKE = LIFE.subList(0, 3);

    /** One life of a binding with modules of the same names, and something that happens in the middle of it. */
    private void live(String event, Runnable inside) {
        history.clear();
        AtomicInteger ran = new AtomicInteger();
        history.during(event, () -> {
            ran.incrementAndGet();
            inside.run();
        });
        provider.register();
        client.register();
        client.registration().close();
        provider.registration().close();
        assertEquals(1, ran.get(), event);
        history.onEvent(seen -> {});
    }

    @Test
    @Clause("A-14, B-6, C-176, C-177")
    void await_ofOwnEndInsideACallback_failsAndTheEndHasBegun() {
        for (String event : LIFE) {
            ModuleRegistrations module = harness.module("m-" + event.charAt(2));
            provider.in(module);
            List<String> refused = new CopyOnWriteArrayList<>();
            live(event, () -> {
                assertFails(refused, module::close);
                assertFails(refused, () -> module.unload().await());
            });
            assertEquals(List.of("refused", "refused"), refused, event);
            assertComplete(module.unload());
            history.assertHappened(LIFE.toArray(String[]::new));
        }
    }

    private static void assertFails(List<String> refused, Runnable wait) {
        try {
            wait.run();
        } catch (IllegalStateException expected) {
            refused.add("refused");
        }
    }

    @Test
    @Clause("A-14, B-6")
    void await_ofThePeersEndInsideACallback_fails() {
        for (String event : LIFE) {
            ModuleRegistrations module = harness.module("peer");
            provider.in(module);
            List<String> refused = new CopyOnWriteArrayList<>();
            if (event.startsWith("c.")) {
                live(event, () -> assertFails(refused, module::close));
                assertEquals(List.of("refused"), refused, event);
            }
        }
    }

    @Test
    @Clause("A-14")
    void await_ofAnUnrelatedModuleInsideACallback_works() {
        for (String event : LIFE) {
            ScriptedClient<ClientCalls, ProviderCalls> other = harness.client(
                    "other", Npi.of("org.nmr.testkit.other", ClientCalls.class, ProviderCalls.class), what -> what);
            other.register();
            live(event, other::close);
        }
    }

    @Test
    @Clause("A-9, A-10, A-14, C-171, C-172, C-175, C-176")
    void deregister_peerInsideACallback_livesTheSameLifeOnce() {
        for (String event : LIFE) {
            live(event, provider::deregister);
            history.assertHappened(LIFE.toArray(String[]::new));
            assertEquals(HANDSHAKE, history.events().subList(0, HANDSHAKE.size()), event);
        }
    }

    @Test
    @Clause("A-14, C-172, C-176")
    void register_insideACallback_attachesAndEnds() {
        for (String event : LIFE) {
            live(event, () -> useTheNpi("new-" + event));
        }
    }

    @Test
    @Clause("C-108, C-172, C-173")
    void callback_anyOfThem_anotherThreadMayUseTheSameNpiMeanwhile() {
        for (String event : LIFE) {
            live(event, () -> harness.elsewhere(() -> useTheNpi("other-" + event)));
        }
    }

    private void useTheNpi(String name) {
        ScriptedClient<ClientCalls, ProviderCalls> newClient = client(name + "c");
        ScriptedProvider<ClientCalls, ProviderCalls> newProvider = provider(name + "p");
        newClient.register();
        newProvider.register();
        assertEquals(name + "p got x", newClient.context(newProvider).dispatch().tellProvider("x"));
        newClient.close();
        newProvider.close();
    }

    @Test
    @Clause("A-14, B-7")
    void close_insideACountedCallOfTheModule_failsAndTheEndHasBegun() {
        attach();
        try (Call<ProviderCalls> call = client.context().binding().enter()) {
            assertThrows(IllegalStateException.class, provider.module()::close);
            assertThrows(IllegalStateException.class, client.module()::close);
            assertEquals("p got x", call.dispatch().tellProvider("x"));
            history.assertHappened("c.detach(p)", "p.detach(c)");
        }
        assertGone();
    }

    @Test
    @Clause("C-172, C-174")
    void callback_blocked_otherNpisAndPairsGoOn() {
        Hold hold = harness.hold();
        client.onProposal(proposal -> {
            if (proposal.provider().owner().name().equals("p")) {
                hold.stay();
                client.attach(proposal);
            }
        });
        provider.register();
        Running<Registration> blocked = harness.async(client::register);
        hold.awaitInside();
        useTheNpi("meanwhile");
        client("d").register();
        history.assertCount(1, "d.attached(p)");

        hold.release();
        blocked.get();
        history.assertCount(1, "c.attached(p)");
    }
}
