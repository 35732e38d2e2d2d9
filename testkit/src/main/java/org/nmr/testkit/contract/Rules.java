// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.nmr.Deregistration;
import org.nmr.Npi;
import org.nmr.testkit.ModuleHarness;
import org.nmr.testkit.Recorder;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedModule;
import org.nmr.testkit.ScriptedProvider;

/** A group of the contract's tests: a client {@code c} and a provider {@code p}, not registered yet. */
abstract class Rules {
    static final Npi<ClientCalls, ProviderCalls> NPI =
            Npi.of("org.nmr.testkit.contract", ClientCalls.class, ProviderCalls.class);
    static final String[] ATTACHED = {"c.attachProvider(p)", "p.attachClient(c)", "c.attached(p)"};
    static final String[] GONE = {"c.detach(p)", "p.detach(c)", "c.cleanup(p)", "p.cleanup(c)"};

    final ModuleHarness harness;
    final Recorder history;
    final ScriptedClient<ClientCalls, ProviderCalls> client;
    final ScriptedProvider<ClientCalls, ProviderCalls> provider;

    Rules(ModuleHarness harness) {
        this.harness = harness;
        history = harness.history();
        client = client("c");
        provider = provider("p");
    }

    final ScriptedClient<ClientCalls, ProviderCalls> client(String name) {
        return harness.client(name, NPI, what -> name + " got " + what);
    }

    final ScriptedProvider<ClientCalls, ProviderCalls> provider(String name) {
        return harness.provider(name, NPI, what -> name + " got " + what);
    }

    /** Registers both; the history begins afterwards. */
    final void attach() {
        provider.register();
        client.register();
        history.assertHistory(ATTACHED);
        history.clear();
    }

    final ScriptedModule<?> side(String name) {
        return name.equals("c") ? client : provider;
    }

    static void assertComplete(Deregistration end) {
        assertTrue(end.isComplete(), () -> "expected the end to be complete, but it is not: " + end);
    }

    static void assertIncomplete(Deregistration end) {
        assertFalse(end.isComplete(), () -> "expected the end to wait for something, but it is complete: " + end);
    }

    /** Asserts that the binding has had its end: each callback once, the client's cleanup first. */
    final void assertGone() {
        history.assertHappened(GONE);
        assertEquals(List.of("c.cleanup(p)", "p.cleanup(c)"), history.events().subList(2, GONE.length));
    }
}
