// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.nmr.Deregistration;
import org.nmr.testkit.Clause;
import org.nmr.testkit.Hold;
import org.nmr.testkit.ModuleHarness;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedProvider;

/** The end of a binding: section 6 of the contract. */
abstract class CleanupRules extends Rules {
    CleanupRules(ModuleHarness harness) {
        super(harness);
    }

    @Test
    @Clause("C-145, C-176, B-14")
    void cleanup_lastCompletion_runsBeforeItReturns() {
        attach();
        provider.detachesLater();
        client.deregister();
        history.assertCount(0, "c.cleanup(p)");
        provider.context().complete();
        assertGone();
    }

    @Test
    @Clause("A-25")
    void cleanup_throws_theEndGoesOn() {
        ScriptedProvider<ClientCalls, ProviderCalls> q = provider("q");
        attach();
        q.register();
        client.onCleanup(context -> {
            throw new AssertionError("oops");
        });
        assertComplete(client.deregister());

        history.assertCount(1, "p.cleanup(c)");
        history.assertCount(1, "q.cleanup(c)");
    }

    @Test
    @Clause("A-7, A-28, C-151, C-164")
    void cleanup_clientsIsRunning_neitherEndIsComplete() {
        endWaitsForCleanupOf("c");
    }

    @Test
    @Clause("A-7, A-28, C-151, C-164")
    void cleanup_providersIsRunning_neitherEndIsComplete() {
        endWaitsForCleanupOf("p");
    }

    private void endWaitsForCleanupOf(String side) {
        Hold hold = harness.hold();
        attach();
        side(side).onCleanup(context -> hold.stay());
        Running<Deregistration> first = harness.async(client::deregister);
        hold.awaitInside();
        Deregistration second = provider.deregister();
        assertIncomplete(second);
        Running<Boolean> waiting = harness.async(() -> second.await(Duration.ofDays(1)));
        waiting.assertWaits();

        hold.release();
        assertComplete(first.get());
        assertTrue(waiting.get(), "expected the wait to see the end");
    }

    @Test
    @Clause("C-150, A-7")
    void cleanup_ofOneOfTwoBindingsDone_theEndWaitsForTheOther() {
        ScriptedProvider<ClientCalls, ProviderCalls> q = provider("q");
        attach();
        q.register();
        q.detachesLater();
        Deregistration end = client.deregister();
        history.assertCount(1, "c.cleanup(p)");
        assertIncomplete(end);

        q.context().complete();
        assertComplete(end);
    }
}
