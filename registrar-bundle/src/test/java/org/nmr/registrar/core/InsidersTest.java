// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.registrar.core.Throwing.assertFails;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nmr.Binding;
import org.nmr.Call;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.registrar.call.Rundown;
import org.nmr.registrar.unload.Endable;
import org.nmr.registrar.unload.Unload;
import org.nmr.registrar.unload.UnloadControl;
import org.nmr.testkit.Hold;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedModule;
import org.nmr.testkit.ScriptedProvider;

/** A thread that waits for its own end is refused, after everybody else is done [A-14, B-6]. */
class InsidersTest {
    @RegisterExtension
    final World world = new World();

    private final ScriptedClient<ClientCalls, ProviderCalls> self = world.client("self");
    private final ScriptedClient<ClientCalls, ProviderCalls> innocent = world.client("innocent");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");

    /** What ends the provider and waits. */
    enum End {
        CLOSE {
            @Override
            void run(World world, ScriptedProvider<ClientCalls, ProviderCalls> provider) {
                provider.registration().close();
            }
        },
        DEREGISTER_AND_AWAIT {
            @Override
            void run(World world, ScriptedProvider<ClientCalls, ProviderCalls> provider) {
                provider.registration().deregister().await();
            }
        },
        MODULE {
            @Override
            void run(World world, ScriptedProvider<ClientCalls, ProviderCalls> provider) throws Exception {
                ((LiveModule) provider.module()).close();
            }
        },
        REGISTRAR {
            @Override
            void run(World world, ScriptedProvider<ClientCalls, ProviderCalls> provider) {
                world.registrar.unloadAll().await();
            }
        };

        abstract void run(World world, ScriptedProvider<ClientCalls, ProviderCalls> provider) throws Exception;
    }

    @BeforeEach
    void attach() {
        self.in(world.module("self"));
        innocent.in(world.module("innocent"));
        provider.in(world.module("p"));
        provider.register();
        self.register();
        innocent.register();
    }

    private Binding<ProviderCalls> from(ScriptedClient<ClientCalls, ProviderCalls> client) {
        return client.context(provider).binding();
    }

    /** Ends from inside a call of its own; the text of the refusal. */
    private Running<String> endFromInside(
            ScriptedClient<ClientCalls, ProviderCalls> client, End end, List<String> history) {
        Hold inside = new Hold();
        Running<String> refusal = world.async(() -> {
            try (Call<ProviderCalls> call = from(client).enter()) {
                inside.stay();
                assertFails(
                        IllegalStateException.class, () -> end.run(world, provider), "waits for this thread", "call");
                history.add("refused");
            }
            return "refused";
        });
        inside.awaitInside();
        inside.release();
        return refusal;
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void await_insideACallWithAnInnocentCall_isRefusedOnlyWhenThatHasReturned(End end) throws Exception {
        List<String> history = new ArrayList<>();
        Call<ProviderCalls> call = from(innocent).enter();
        Running<String> refusal = endFromInside(self, end, history);
        awaitDetached(innocent);
        assertEquals(List.of(), history);

        history.add("innocent returns");
        call.close();
        refusal.get();
        assertEquals(List.of("innocent returns", "refused"), history);
    }

    /** The end has begun on the other thread. */
    private void awaitDetached(ScriptedModule<?> module) {
        Hold gate = new Hold();
        world.history.onEvent(event -> {
            if (event.equals(module.name() + ".detach(p)")) {
                gate.stay();
            }
        });
        if (world.history.count(module.name() + ".detach(p)") == 0) {
            gate.awaitInside();
        }
        gate.release();
    }

    @Test
    void await_insideACallWithAPendingSide_isRefusedOnlyWhenThatIsComplete() throws Exception {
        List<String> history = new ArrayList<>();
        innocent.detachesLater();
        Running<String> refusal = endFromInside(self, End.CLOSE, history);
        awaitDetached(innocent);
        assertEquals(List.of(), history);

        history.add("complete");
        innocent.context(provider).complete();
        refusal.get();
        assertEquals(List.of("complete", "refused"), history);
    }

    @Test
    void await_byTwoThreadsInsideTheSameProvider_refusesBothInsteadOfLettingThemWaitForEachOther() {
        List<String> history = new ArrayList<>();
        Hold both = new Hold();
        Running<?> first = world.async(() -> {
            try (Call<ProviderCalls> call = from(self).enter()) {
                both.stay();
                assertFails(IllegalStateException.class, provider.registration()::close, "waits for this thread");
                return null;
            }
        });
        both.awaitInside();
        Running<String> second = endFromInside(innocent, End.CLOSE, history);
        both.release();
        first.get();
        second.get();
        assertEquals(List.of("refused"), history);
    }

    /** Each look of each of them asks for all others. */
    @Test
    void await_byManyThreadsInsideTheSameProvider_refusesAllSoon() {
        int many = Integer.getInteger("many", 200);
        CountDownLatch inside = new CountDownLatch(many);
        List<Running<?>> all = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            all.add(world.async(() -> {
                try (Call<ProviderCalls> call = from(self).enter()) {
                    inside.countDown();
                    World.await(inside, "not all are inside");
                    assertFails(IllegalStateException.class, provider.registration()::close, "waits for this thread");
                    return null;
                }
            }));
        }
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> all.forEach(Running::get));
        world.log.takeAll(); // each closes a cycle, which is reported as one
    }

    static Stream<Duration> limits() {
        return Stream.of(Duration.ZERO, Duration.ofMillis(20));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void await_insideForATimeThatIsOver_isRefusedThen(Duration limit) throws Exception {
        Call<ProviderCalls> call = from(innocent).enter();
        Call<ProviderCalls> own = from(self).enter();
        Deregistration end = provider.registration().deregister();
        assertFails(IllegalStateException.class, () -> end.await(limit), "waits for this thread");
        call.close();
        assertFalse(end.isComplete());
        own.close();
        assertTrue(end.await(Duration.ofMinutes(1)));
    }

    @Test
    void await_insideADetachCallback_waitsForTheCallsOfThatBindingThatAreShut() {
        List<String> history = new ArrayList<>();
        Hold inside = new Hold();
        Running<?> call = world.async(() -> {
            try (Call<ProviderCalls> open = from(innocent).enter()) {
                inside.stay();
                history.add("innocent returns");
                return null;
            }
        });
        inside.awaitInside();
        provider.onDetach(context -> {
            if (context.peerName().equals("innocent")) {
                Running<?> release = world.async(() -> {
                    inside.release();
                    return null;
                });
                assertFails(IllegalStateException.class, provider.registration()::close, "callback");
                history.add("refused");
                release.get();
            }
            return DetachStatus.COMPLETE;
        });
        provider.registration().close();
        call.get();
        assertEquals(List.of("innocent returns", "refused"), history);
    }

    /** Memory is used up when the wait begins, and there again a second later. */
    @Test
    void await_insideAndTheEndBeginsLater_isRefusedThen() {
        UnloadControl unloads = world.registrar.unloads();
        AtomicInteger failures = new AtomicInteger(2);
        assertTimeoutPreemptively(Duration.ofMinutes(1), () -> {
            FakeEnd end = new FakeEnd(unloads, Thread.currentThread());
            Endable target = new Endable() {
                @Override
                public List<org.nmr.registrar.unload.End> beginEnd() {
                    if (failures.getAndDecrement() > 0) {
                        throw new OutOfMemoryError("as the test says");
                    }
                    return List.of(end);
                }

                @Override
                public void detachAll(Rundown rundown) {}
            };
            assertFails(IllegalStateException.class, new Unload(target, unloads)::await, "waits for this thread");
        });
        world.log.takeWarning("an exception has disturbed the wait");
    }
}
