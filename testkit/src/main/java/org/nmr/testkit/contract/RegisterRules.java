// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.nmr.Npi;
import org.nmr.Registration;
import org.nmr.testkit.Clause;
import org.nmr.testkit.ModuleHarness;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** Which pairs are proposed: sections 1 and 2 of the contract. */
abstract class RegisterRules extends Rules {
    RegisterRules(ModuleHarness harness) {
        super(harness);
    }

    @Test
    @Clause("C-46, C-54, C-64, C-66, C-67, C-77, A-1, A-8")
    void registerClient_afterProviders_proposesThemInOrderBeforeItReturns() {
        provider.register();
        provider("q").register();
        client.register();

        history.assertHistory(
                "c.attachProvider(p)",
                "p.attachClient(c)",
                "c.attached(p)",
                "c.attachProvider(q)",
                "q.attachClient(c)",
                "c.attached(q)");
    }

    @Test
    @Clause("C-47, C-65, C-66, A-1, A-8")
    void registerProvider_afterClients_isProposedInOrderBeforeItReturns() {
        client.register();
        client("d").register();
        provider.register();

        history.assertHistory(
                "c.attachProvider(p)",
                "p.attachClient(c)",
                "c.attached(p)",
                "d.attachProvider(p)",
                "p.attachClient(d)",
                "d.attached(p)");
    }

    @Test
    @Clause("A-1, C-67")
    void register_withAPeer_callsBackOnTheCallingThread() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        history.onEvent(event -> threads.add(Thread.currentThread()));
        provider.register();
        client.register();

        assertEquals(Set.of(Thread.currentThread()), threads);
    }

    @Test
    @Clause("C-52, C-54, C-55")
    void register_withoutPeer_returnsAHandleAndCallsNobody() {
        assertEquals(NPI.id(), client.register().instance().npiId());
        history.assertNothing();
    }

    @Test
    @Clause("C-9, C-11, C-13")
    void register_otherNpi_isNotProposed() {
        Npi<ClientCalls, ProviderCalls> other = Npi.of("org.nmr.testkit.other", ClientCalls.class, ProviderCalls.class);
        harness.provider("other", other, what -> "other").register();
        client.register();
        client("d").register();

        history.assertNothing();
    }

    @Test
    @Clause("A-13, C-63, C-195")
    void register_sameModuleTwice_eachIsAPartyOfItsOwn() {
        Registration first = client.register();
        client.register();
        provider.register();
        history.assertCount(2, "c.attached(p)");

        first.close();
        history.assertCount(1, "c.cleanup(p)");
    }

    @Test
    @Clause("A-15")
    void register_bothRolesInOneModule_attachesToItself() {
        client.in(harness.module("both"));
        provider.in(client.module());
        client.register();
        provider.register();
        history.assertHistory(ATTACHED);
    }

    @Test
    @Clause("C-69")
    void decline_whenOthersComeLater_isNotProposedAgain() {
        client.declines();
        provider.register();
        client.register();
        provider("q").register();
        client("d").register();

        history.assertCount(1, "c.attachProvider(p)");
        history.assertCount(1, "c.attachProvider(q)");
    }

    @Test
    @Clause("C-69")
    void decline_thenTheProviderRegistersAnew_isProposedAgain() {
        client.declines();
        client.register();
        provider.register().close();
        provider.register();

        history.assertHistory("c.attachProvider(p)", "c.attachProvider(p)");
    }

    @Test
    @Clause("C-69, C-174")
    void register_bothAtTheSameTime_isProposedExactlyOnce() {
        for (int round = 0; round < 100; round++) {
            CyclicBarrier start = new CyclicBarrier(2);
            ScriptedClient<ClientCalls, ProviderCalls> one = client("c" + round);
            ScriptedProvider<ClientCalls, ProviderCalls> other = provider("p" + round);
            one.module();
            other.module();
            Running<Registration> first = harness.async(() -> {
                start.await(60, TimeUnit.SECONDS);
                return one.register();
            });
            Running<Registration> second = harness.async(() -> {
                start.await(60, TimeUnit.SECONDS);
                return other.register();
            });
            first.get();
            second.get();
            history.assertCount(1, "c" + round + ".attached(p" + round + ")");
            one.close();
            other.close();
        }
    }

    @Test
    @Clause("A-27, C-174")
    void register_twoProvidersAtTheSameTime_proposalsToOneClientAreNotSerial() {
        CyclicBarrier both = new CyclicBarrier(2);
        client.onProposal(proposal -> {
            both.await(60, TimeUnit.SECONDS);
            client.attach(proposal);
        });
        client.register();
        Running<Registration> first = harness.async(provider::register);
        Running<Registration> second = harness.async(provider("q")::register);
        first.get();
        second.get();

        history.assertCount(1, "c.attached(p)");
        history.assertCount(1, "c.attached(q)");
    }
}
