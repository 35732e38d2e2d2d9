// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.unload.AwaitedEnds;
import org.nmr.registrar.unload.Snapshot;
import org.nmr.registrar.unload.Timing;
import org.nmr.registrar.unload.Unload;
import org.nmr.registrar.unload.WaitCycle;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedModule;
import org.nmr.testkit.ScriptedProvider;

/** What a look at many ends costs, counted in what is asked of them. */
class LookTest {
    private static final int MANY = 1000;

    @RegisterExtension
    final World world = new World();

    private final Diagnostics diagnostics = new Diagnostics(world.registrar);

    private FakeEnd ending() {
        return new FakeEnd(world.registrar.unloads(), new Thread(() -> {}));
    }

    private static int asked(List<FakeEnd> ends) {
        return ends.stream().mapToInt(end -> end.asked).sum();
    }

    private List<FakeEnd> ends() {
        return IntStream.range(0, MANY).mapToObj(i -> ending()).toList();
    }

    /** Each end has a thread that waits for it, and all threads wait for the first as well. */
    private Map<Thread, Unload> waiting(List<FakeEnd> ends) {
        Map<Thread, Unload> waiting = new IdentityHashMap<>();
        for (FakeEnd end : ends) {
            Unload unload = FakeEnd.unload(world.registrar.unloads(), "x", end, ends.get(0));
            waiting.put(new Thread(() -> {}), unload);
        }
        return waiting;
    }

    @Test
    void isAwaited_manyEnds_asksNoneOfThem() {
        List<FakeEnd> ends = ends();
        AwaitedEnds waiters = new AwaitedEnds(waiting(ends));
        LiveModule module = world.module("m");
        for (FakeEnd end : ends) {
            assertTrue(new ObservedEnd(module, end, List.of(end), waiters, 1).isAwaited());
        }
        FakeEnd other = ending();
        assertFalse(new ObservedEnd(module, other, List.of(other), waiters, 1).isAwaited());
        assertEquals(0, asked(ends) + other.asked);
        module.close();
    }

    @Test
    void copy_manyEnds_asksEachForItsBindingsAndForThoseInsideOnce() {
        List<FakeEnd> ends = ends();
        Map<Thread, Unload> waiting = waiting(ends);
        AwaitedEnds waiters = new AwaitedEnds(waiting);
        WaitCycle cycles = new WaitCycle(waiting, /* withLocks= */ false);
        Snapshot snapshot = new Snapshot(Timing.SYSTEM, /* withStacks= */ false);
        LiveModule module = world.module("m");
        for (FakeEnd end : ends.subList(1, MANY)) {
            UnloadDTO copy = new ObservedEnd(module, end, List.of(end), waiters, 1).copy(snapshot, cycles);
            assertEquals(1, copy.waiting.size());
        }
        assertEquals(2 * (MANY - 1) + 1, asked(ends));
        module.close();
    }

    @Test
    void through_chainOfManyWaits_isFoundWithoutDeepStacks() {
        List<FakeEnd> ends = IntStream.range(0, 50_000).mapToObj(i -> ending()).toList();
        Map<Thread, Unload> waiting = new IdentityHashMap<>();
        for (int i = 0; i < ends.size(); i++) { // who is inside one end waits for the next
            FakeEnd next = ends.get((i + 1) % ends.size());
            waiting.put(ends.get(i).inside, FakeEnd.unload(world.registrar.unloads(), "x", next));
        }
        List<String> cycle = new WaitCycle(waiting, /* withLocks= */ true)
                .through(ends.get(0).inside)
                .waits();
        assertEquals(ends.size(), cycle.size());
        assertEquals(ends.size(), asked(ends));
    }

    @Test
    void ongoing_manyEnds_findsTheSameSubjectsInEachLook() {
        ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");
        provider.register();
        List<ScriptedClient<ClientCalls, ProviderCalls>> clients = new ArrayList<>();
        IntStream.range(0, 20).forEach(i -> {
            ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c" + i);
            client.detachesLater();
            client.register();
            clients.add(client);
        });
        clients.forEach(ScriptedModule::deregister);
        provider.deregister();

        List<? extends OngoingEnd> first = diagnostics.ongoing();
        List<? extends OngoingEnd> second = diagnostics.ongoing();
        assertEquals(21, first.size());
        for (OngoingEnd end : first) {
            assertFalse(end.isAwaited());
            assertEquals(
                    1,
                    second.stream()
                            .filter(each -> each.subject() == end.subject())
                            .count());
        }
        OngoingEnd whole = first.stream()
                .filter(end -> end.subject() == provider.registration())
                .findFirst()
                .orElseThrow();
        assertSame(provider.registration(), whole.subject());
        assertTrue(whole.report().contains("  and 10 more"), whole::report);
        clients.forEach(client -> client.context().complete());
        assertEquals(List.of(), diagnostics.ongoing());
    }

    /** Who is inside one of many bindings is named, although it came last. */
    @Test
    void report_manyBindings_namesTheCulpritFirst() {
        ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");
        provider.register();
        List<ScriptedClient<ClientCalls, ProviderCalls>> clients = new ArrayList<>();
        IntStream.range(0, 20).forEach(i -> {
            ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c" + i);
            client.detachesLater();
            client.register();
            clients.add(client);
        });
        var call = clients.get(19).context(provider).binding().enter();
        provider.deregister();
        List<String> lines = diagnostics.ongoing().get(0).report().lines().toList();
        assertTrue(lines.get(1).contains("client c19 ["), lines::toString);
        call.close();
        clients.forEach(client -> client.context().complete());
    }
}
