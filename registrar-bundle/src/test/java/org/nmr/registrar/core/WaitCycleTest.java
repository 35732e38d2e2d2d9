// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Npi;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.text.Until;
import org.nmr.testkit.Clause;
import org.nmr.testkit.Hold;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedModule;
import org.nmr.testkit.ScriptedProvider;

/** A cycle of waits over several modules is found when its last edge is closed. */
@Clause("B-6, B-7")
class WaitCycleTest {
    @RegisterExtension
    final World world = new World();

    private final Diagnostics diagnostics = new Diagnostics(world.registrar);

    /**
     * A provider with a client of its own, whose calls stay inside until the gate opens, and then close another module.
     */
    private final class Pair {
        final ScriptedProvider<ClientCalls, ProviderCalls> provider;
        final ScriptedClient<ClientCalls, ProviderCalls> client;
        final Hold gate = new Hold();

        Pair(String name) {
            provider = world.provider(name);
            client = world.client("c" + name);
            provider.npi(Npi.of("test." + name, ClientCalls.class, ProviderCalls.class));
            client.npi(provider.npi());
            provider.in(world.module(name));
            client.in(world.module("c" + name));
        }

        Running<String> callThatCloses(ScriptedModule<?> other) {
            provider.dispatch(what -> {
                gate.stay();
                other.module().close();
                return "closed " + other.name();
            });
            provider.register();
            client.register();
            Running<String> call =
                    world.async(() -> client.context(provider).dispatch().tellProvider("hi"));
            gate.awaitInside();
            return call;
        }
    }

    @Test
    void close_twoModulesInsideEachOther_namesEveryEdgeAtOnce() throws Exception {
        Pair a = new Pair("a");
        Pair b = new Pair("b");
        Running<String> first = a.callThatCloses(b.provider);
        Running<String> second = b.callThatCloses(a.provider);
        a.gate.release();
        b.gate.release();

        UnloadDTO unload = awaitCycle();
        assertEquals(2, unload.cycle.size());
        assertEquals(unload.outstanding.get(0).id, unload.cycleBindings.get(0));
        assertEquals(2, unload.cycleBindings.stream().distinct().count());
        for (String edge : unload.cycle) {
            assertTrue(
                    edge.matches("thread .* waits for the unload of module [ab] of .*, which waits for thread .*,"
                            + " which is inside a call through binding .*"),
                    edge);
        }
        String report = Report.of(unload);
        assertTrue(report.contains("a cycle") && report.contains(unload.cycle.get(1)), report);

        world.takeWarningLater("waits for itself", unload.cycle.get(0)); // who is listed may not have said so yet
        diagnostics.revoke(unload.outstanding.get(0).id);
        first.get();
        second.get();
        world.log.takeAll();
    }

    /** Both threads wait now, or will in a moment. */
    private UnloadDTO awaitCycle() {
        List<UnloadDTO> cycles = new ArrayList<>();
        Until.holds("two ends that are in a cycle", () -> {
            cycles.clear();
            diagnostics.getUnloads().stream()
                    .filter(unload -> !unload.cycle.isEmpty())
                    .forEach(cycles::add);
            return cycles.size() == 2;
        });
        return cycles.get(0);
    }

    @Test
    void close_callBlockedByALockOfTheWaitingThread_isACycleToo() {
        Object lock = new Object();
        Pair a = new Pair("a");
        CountDownLatch entering = new CountDownLatch(1);
        a.provider.dispatch(what -> {
            entering.countDown();
            synchronized (lock) {
                return "done";
            }
        });
        a.provider.register();
        a.client.register();
        Running<String> call;
        Running<Object> closing;
        CountDownLatch holding = new CountDownLatch(1);
        closing = world.async(() -> {
            synchronized (lock) {
                holding.countDown();
                World.await(entering, "nobody calls");
                a.provider.module().close();
            }
            return null;
        });
        World.await(holding, "nobody has the lock");
        call = world.async(() -> a.client.context(a.provider).dispatch().tellProvider("hi"));

        UnloadDTO unload;
        do {
            unload = diagnostics.getUnloads().stream().findFirst().orElse(new UnloadDTO());
        } while (unload.cycle.size() < 2);
        assertTrue(
                unload.cycle.get(1).contains("waits for a lock of class java.lang.Object that thread"),
                unload.cycle.toString());
        diagnostics.revoke(unload.outstanding.get(0).id);
        closing.get();
        call.get();
        world.log.takeAll();
    }

    @Test
    void close_longPathWithoutCycle_isNone() {
        Pair a = new Pair("a");
        Pair b = new Pair("b");
        Running<String> call = a.callThatCloses(b.provider);
        b.provider.register();
        b.client.detachesLater();
        b.client.register();
        a.gate.release();
        awaitWaiting(1);
        Running<Object> closing = world.async(() -> {
            a.provider.module().close();
            return null;
        });
        awaitWaiting(2);

        assertEquals(
                List.of(List.of(), List.of()),
                diagnostics.getUnloads().stream().map(unload -> unload.cycle).toList());
        b.client.context().complete();
        call.get();
        closing.get();
    }

    @Test
    void close_longPathToACallThatRuns_isNone() {
        Pair a = new Pair("a");
        Pair b = new Pair("b");
        Running<String> first = a.callThatCloses(b.provider);
        Running<String> second = b.callThatCloses(new Pair("c").provider);
        a.gate.release();
        awaitWaiting(1);
        Running<Object> closing = world.async(() -> {
            a.provider.module().close();
            return null;
        });
        awaitWaiting(2);

        assertEquals(
                List.of(List.of(), List.of()),
                diagnostics.getUnloads().stream().map(unload -> unload.cycle).toList());
        b.gate.release();
        List.of(first, second).forEach(Running::get);
        closing.get();
    }

    /** So many unloads have a thread that waits for them. */
    private void awaitWaiting(int unloads) {
        Until.holds(
                unloads + " unloads are waited for",
                () -> diagnostics.getUnloads().stream()
                                .filter(unload -> !unload.waiting.isEmpty())
                                .count()
                        >= unloads);
    }
}
