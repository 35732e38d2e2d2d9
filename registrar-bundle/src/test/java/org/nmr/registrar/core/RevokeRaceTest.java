// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.registrar.core.Throwing.assertFails;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Call;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.UnloadPolicy;
import org.nmr.registrar.unload.Policy;
import org.nmr.testkit.Hold;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** What giving up does while callbacks run, block or come late. */
class RevokeRaceTest {
    private final FakeTiming timing = new FakeTiming();

    @RegisterExtension
    final World world = new World(timing);

    private final Diagnostics diagnostics = new Diagnostics(world.registrar);
    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");

    private void attach() {
        client.in(world.module("c"));
        provider.in(world.module("p"));
        provider.register();
        client.register();
    }

    private String id() {
        return diagnostics.getRegistrar().bindings.get(0).id;
    }

    private Call<ProviderCalls> enter() {
        return client.context(provider).binding().enter();
    }

    @Test
    void revoke_cleanupThatARevocationHasLedToBlocks_isGivenUpByTheNextButNotAtOnce() throws Exception {
        attach();
        client.detachesLater();
        Hold gate = new Hold();
        client.onCleanup(context -> gate.stay());
        Deregistration end = provider.deregister();
        String id = id();
        Running<String> first = world.async(() -> diagnostics.revoke(id));
        gate.awaitInside();
        assertFails(IllegalStateException.class, () -> diagnostics.revoke(id), "nothing to revoke");
        assertFalse(end.isComplete());

        timing.pass(1);
        diagnostics.revoke(id);
        assertTrue(end.isComplete());
        gate.release();
        first.get();
        world.log.takeAll();
    }

    @Test
    void revoke_insideTheFirstDetach_pendingOfTheSecondSideCountsAsComplete() {
        attach();
        Hold gate = new Hold();
        client.onDetach(context -> {
            gate.stay();
            return DetachStatus.COMPLETE;
        });
        provider.detachesLater();
        Running<Deregistration> ending = world.async(client::deregister);
        gate.awaitInside();
        diagnostics.revoke(id());
        gate.release();
        ending.get();

        assertEquals(1, world.history.count("c.cleanup(p)"));
        assertEquals(1, world.history.count("p.cleanup(c)"));
        world.log.takeAll();
    }

    @Test
    void attach_afterTheProposalWasGivenUp_failsAndDoesNotCallTheProvider() {
        Hold gate = new Hold();
        client.onProposal(proposal -> {
            gate.stay();
            client.attach(proposal);
        });
        client.register();
        provider.in(world.module("p"));
        Running<?> registering = world.async(provider::register);
        gate.awaitInside();
        client.deregister();
        diagnostics.revoke(id());
        gate.release();
        registering.get();

        assertEquals(0, world.history.count("p.attachClient(c)"));
        world.log.takeAll();
    }

    @Test
    void await_beginsLongAfterTheDeadline_interruptedCallHasItsSecond() throws Exception {
        world.registrar.configure(
                Policy.DEFAULT.with(
                        Map.of(UnloadPolicy.DEADLINE, "PT1S", UnloadPolicy.AT_DEADLINE, UnloadPolicy.INTERRUPT)),
                false);
        attach();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Running<Object> call = world.async(() -> {
            try (Call<ProviderCalls> open = enter()) {
                inside.countDown();
                never.await();
            } catch (InterruptedException listened) {
                World.await(leave, "nobody lets the interrupted call go");
            }
            return null;
        });
        World.await(inside, "no call");
        Deregistration end = provider.deregister();
        timing.pass(5);
        timing.at(6, () -> {
            leave.countDown();
            call.get();
        });
        end.await();

        assertEquals(0, diagnostics.getRegistrar().abandonedCalls);
        world.log.takeAll();
    }

    @Test
    void revoke_byTwoThreadsWhileTheModuleCompletes_countsAndCleansUpOnce() throws Exception {
        for (int i = 0; i < 100; i++) {
            try (World each = new World()) {
                raceToTheEnd(each);
            }
        }
    }

    private static void raceToTheEnd(World each) throws Exception {
        Diagnostics shown = new Diagnostics(each.registrar);
        ScriptedClient<ClientCalls, ProviderCalls> client = each.client("c");
        ScriptedProvider<ClientCalls, ProviderCalls> provider = each.provider("p");
        provider.register();
        client.register();
        client.detachesLater();
        Deregistration end = provider.deregister();
        Deregistration other = client.deregister();
        String id = shown.getRegistrar().bindings.get(0).id;
        CountDownLatch go = new CountDownLatch(1);
        List<Running<Integer>> all =
                List.of(revoking(each, shown, id, go), revoking(each, shown, id, go), each.async(() -> {
                    go.await();
                    client.context().complete();
                    return 0;
                }));
        go.countDown();
        int won = all.stream().mapToInt(Running::get).sum();

        assertTrue(won <= 1, () -> won + " revocations");
        assertTrue(end.await(Duration.ofNanos(TimeUnit.SECONDS.toNanos(60))));
        assertTrue(other.isComplete());
        assertEquals(1, each.history.count("c.cleanup(p)"));
        assertEquals(1, each.history.count("p.cleanup(c)"));
        each.log.takeAll();
    }

    private static Running<Integer> revoking(World world, Diagnostics shown, String id, CountDownLatch go) {
        return world.async(() -> {
            go.await();
            try {
                shown.revoke(id);
                return 1;
            } catch (IllegalStateException | IllegalArgumentException tooLate) {
                return 0;
            }
        });
    }
}
