// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nmr.Deregistration;
import org.nmr.UnloadPolicy;
import org.nmr.registrar.unload.Policy;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** A deadline also counts time in which no thread waits. */
class DeadlineTimeTest {
    /** Time between two short waits is time in which those inside could run. */
    @Test
    void await_againAndAgainWithALimit_reachesTheDeadlineWhenItIsOver() {
        FakeTiming clock = new FakeTiming().at(1_000, () -> {});
        try (World other = new World(clock)) {
            ScriptedClient<ClientCalls, ProviderCalls> client = other.client("c");
            ScriptedProvider<ClientCalls, ProviderCalls> provider = other.provider("p");
            other.registrar.configure(
                    Policy.DEFAULT.with(Map.of(UnloadPolicy.DEADLINE, "PT30S", UnloadPolicy.AT_DEADLINE, "REVOKE")),
                    /* traceCalls= */ false);
            provider.register();
            client.register();
            client.detachesLater();
            Deregistration end = provider.deregister();
            int polls = 0;
            while (!end.await(Duration.ofMillis(100))) {
                clock.pass(10);
                polls++;
            }
            other.log.takeWarning("was revoked");
            assertEquals(3, polls);
        }
    }

    /** A bundle's stop() has not come to its wait when the process is frozen. */
    @Test
    void beat_frozenBeforeAnyThreadWaits_leavesThoseInsideTheRest() {
        FakeTiming clock = new FakeTiming().at(1_000, () -> {});
        try (World other = new World(clock)) {
            ScriptedClient<ClientCalls, ProviderCalls> client = other.client("c");
            ScriptedProvider<ClientCalls, ProviderCalls> provider = other.provider("p");
            Diagnostics diagnostics = new Diagnostics(other.registrar);
            other.registrar.configure(
                    Policy.DEFAULT.with(Map.of(UnloadPolicy.DEADLINE, "PT30S", UnloadPolicy.AT_DEADLINE, "REVOKE")),
                    /* traceCalls= */ false);
            provider.register();
            client.register();
            client.detachesLater();
            assertFalse(diagnostics.beat());
            Deregistration end = provider.deregister();
            assertTrue(diagnostics.beat());
            clock.pass(60);
            assertFalse(end.await(Duration.ofSeconds(20)));
            client.context().complete();
            assertTrue(end.isComplete());
            assertEquals(0, diagnostics.getRegistrar().revocations.size());
            other.log.takeAll(); // that it has waited long
        }
    }

    /** The budget is a time of the whole shutdown, also of what other bundles do in it. */
    @Test
    void limitShutdown_timePassesWhileNoThreadWaits_counts() {
        FakeTiming clock = new FakeTiming().at(1_000, () -> {});
        try (World other = new World(clock)) {
            ScriptedClient<ClientCalls, ProviderCalls> client = other.client("c");
            ScriptedProvider<ClientCalls, ProviderCalls> provider = other.provider("p");
            provider.register();
            client.register();
            client.detachesLater();
            other.registrar.limitShutdown(Duration.ofSeconds(25));
            Deregistration end = provider.deregister();
            assertFalse(end.await(Duration.ofMillis(500)));
            clock.pass(25);
            assertTrue(end.await(Duration.ofSeconds(2)));
            other.log.takeWarning("was revoked", "shutdown");
        }
    }
}
