// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.nmr.Deregistration;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.testkit.Clause;
import org.nmr.testkit.ModuleHarness;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;

/** The end of a module: section 8 of the contract. */
abstract class UnloadRules extends Rules {
    UnloadRules(ModuleHarness harness) {
        super(harness);
    }

    @Test
    @Clause("C-158, C-159, C-166, C-167")
    void unload_severalRegistrations_startsAllAndWaitsForAll() {
        ScriptedClient<ClientCalls, ProviderCalls> d = client("d");
        d.in(client.module());
        attach();
        d.register();
        history.clear();
        client.detachesLater();
        d.detachesLater();
        Deregistration end = client.module().unload();
        history.assertHappened("c.detach(p)", "p.detach(c)", "d.detach(p)", "p.detach(d)");
        client.context().complete();
        assertIncomplete(end);

        d.context().complete();
        assertComplete(end);
    }

    @Test
    @Clause("C-164, C-167")
    void close_oneSidePending_waits() {
        attach();
        client.detachesLater();
        Running<?> stop = harness.start(provider.module()::close);
        history.await("c.detach(p)");
        stop.assertWaits();

        client.context().complete();
        stop.get();
        assertGone();
    }

    @Test
    @Clause("C-162")
    void register_afterTheUnloadHasBegun_fails() {
        assertComplete(client.module().unload());
        assertThrows(IllegalStateException.class, client::register);
        provider.register();
        history.assertNothing();
    }

    @Test
    @Clause("A-2, A-9, C-68, C-162")
    void unload_insideAProposalOfItsRegister_skipsTheRestAndReturnsAHandle() {
        provider.register();
        provider("q").register();
        history.during(
                "c.attachProvider(p)", () -> assertIncomplete(client.module().unload()));
        assertComplete(client.register().deregister());

        history.assertCount(0, "c.attachProvider(q)");
        history.assertCount(1, "c.cleanup(p)");
    }

    @Test
    @Clause("C-163, C-195")
    void close_again_doesNothing() {
        attach();
        client.module().close();
        client.module().close();
        assertComplete(client.module().unload());
        assertGone();
    }

    @Test
    @Clause("C-164")
    void close_otherModulesOfTheOwner_stay() {
        NetworkModuleRegistrar owner = harness.open("owner");
        client.in(owner.openModule("one"));
        provider.in(owner.openModule("two"));
        attach();
        client.module().close();
        assertGone();
        client("d").register();
        history.assertCount(1, "d.attached(p)");
        provider.module().close();
    }
}
