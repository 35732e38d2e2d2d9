// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Deregistration;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.UnloadDTO;
import org.nmr.registrar.text.Until;
import org.nmr.registrar.unload.Policy;
import org.nmr.testkit.Hold;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedProvider;

/** What follows a module while other threads change what it has. */
class FollowerThreadsTest {
    @RegisterExtension
    final World world = new World();

    private final Followed followed = new Followed(world);

    /** The provider does not wait for the thread that is inside the follower; that ends it when it returns. */
    @Test
    void provider_goesWhileAThreadIsInsideBegin_isNotHeldUp() {
        Hold gate = new Hold();
        followed.register();
        followed.onBegin = gate::stay;
        ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");
        Running<?> registering = world.async(provider::register);
        gate.awaitInside();
        provider.module().close();
        assertEquals(List.of("s.begin"), followed.told());
        gate.release();
        registering.get();
        assertEquals(List.of("s.begin", "s.end"), followed.told());
    }

    @Test
    void module_unloadsWhileAThreadIsInsideBegin_waitsForItsEndAndNamesTheThread() {
        Hold gate = new Hold();
        followed.register();
        followed.onBegin = gate::stay;
        Running<?> registering = world.async(() -> followed.provider("p"));
        gate.awaitInside();
        Deregistration end = followed.module().unload();
        assertFalse(end.await(Duration.ZERO));
        UnloadDTO unload = new Diagnostics(world.registrar).getUnloads().get(0);
        assertEquals(List.of(), unload.outstanding);
        assertTrue(unload.loading != null && unload.loading.what.contains("a follower of module c"));

        gate.release();
        registering.get();
        World.awaitEnd(end);
        assertEquals(List.of("s.begin", "s.end"), followed.told());
        assertEquals(List.of(), new Diagnostics(world.registrar).getUnloads());
    }

    @Test
    void end_blocksWhileTheProviderGoes_theBindingNamesTheThreadAndIsNotOver() {
        Hold gate = new Hold();
        followed.register();
        ScriptedProvider<ClientCalls, ProviderCalls> provider = followed.provider("p");
        followed.onEnd = gate::stay;
        Running<?> closing = world.async(() -> {
            provider.close();
            return null;
        });
        gate.awaitInside();
        BindingDTO binding =
                new Diagnostics(world.registrar).getUnloads().get(0).outstanding.get(0);
        assertTrue(binding.callback != null && !binding.callback.thread.isEmpty());
        assertEquals(0, world.history.count("c.detach(p)"));
        assertFalse(followed.client.module().isSatisfied());

        gate.release();
        closing.get();
        assertEquals(1, world.history.count("c.cleanup(p)"));
    }

    @Test
    void end_blocksAtTheDeadline_theModuleIsNotWaitedForAnyMore() {
        world.registrar.configure(
                new Policy(Duration.ofSeconds(5), Optional.of(Duration.ZERO), Policy.AtDeadline.REVOKE), false);
        Hold gate = new Hold();
        followed.register();
        followed.provider("p");
        followed.onEnd = gate::stay;
        Running<?> unloading = world.async(() -> followed.module().unload());
        gate.awaitInside();
        world.history.clear();
        Deregistration end = world.async(() -> {
                    Deregistration again = followed.module().unload();
                    again.await();
                    return again;
                })
                .get();
        assertTrue(end.isComplete());
        world.log.takeWarning("a follower of module c", "the registrar no longer waits for");
        gate.release();
        unloading.get();
        assertEquals(1, world.history.count("c.cleanup(p)"));
    }

    /** Whatever the threads do, beginnings and ends alternate, and the unload returns after the last end. */
    @Test
    void manyThreads_providersComeAndGo_beginAndEndAlternate() {
        followed.register();
        List<Running<?>> threads =
                List.of(world.async(() -> churn("a")), world.async(() -> churn("b")), world.async(() -> churn("d")));
        Until.holds(
                "twenty changes",
                () -> followed.told().size() >= 20 || threads.stream().allMatch(Running::isDone));
        followed.module().close();
        int size = followed.told().size();
        assertEquals(0, size % 2);
        threads.forEach(Running::get);
        List<String> told = followed.told();
        assertEquals(size, told.size());
        for (int i = 0; i < size; i++) {
            assertEquals(i % 2 == 0 ? "s.begin" : "s.end", told.get(i));
        }
    }

    private Void churn(String name) {
        for (int i = 0; i < 200; i++) {
            followed.provider(name + i).close();
        }
        return null;
    }
}
