// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.registrar.core.Throwing.assertFails;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
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

/** A thread that waits for its own end is refused, after everybody else is done [A-14, B-6]. */
class InsidersTest {
    @RegisterExtension
    final World world = new World();

    private final ScriptedClient self = world.client("self");
    private final ScriptedClient innocent = world.client("innocent");
    private final ScriptedProvider provider = world.provider("p");

    /** What ends the provider and waits. */
    enum End {
        CLOSE {
            @Override
            void run(World world, ScriptedProvider provider) {
                provider.registration().close();
            }
        },
        DEREGISTER_AND_AWAIT {
            @Override
            void run(World world, ScriptedProvider provider) {
                provider.registration().deregister().await();
            }
        },
        MODULE {
            @Override
            void run(World world, ScriptedProvider provider) throws Exception {
                ((ModuleCore) provider.nmr).close();
            }
        },
        REGISTRAR {
            @Override
            void run(World world, ScriptedProvider provider) {
                world.registrar.unloadAll().await();
            }
        };

        abstract void run(World world, ScriptedProvider provider) throws Exception;
    }

    @BeforeEach
    void attach() {
        self.nmr = world.module("self");
        innocent.nmr = world.module("innocent");
        provider.nmr = world.module("p");
        provider.register();
        self.register();
        innocent.register();
    }

    @SuppressWarnings("unchecked") // the scripted NPI
    private Binding<ProviderCalls> from(ScriptedClient client) {
        return (Binding<ProviderCalls>) client.context(provider).binding;
    }

    /** Ends from inside a call of its own; the text of the refusal. */
    private Future<String> endFromInside(ScriptedClient client, End end, List<String> history) {
        Gate inside = new Gate();
        Future<String> refusal = world.async(() -> {
            try (Call<ProviderCalls> call = from(client).enter()) {
                inside.pass();
                assertFails(
                        IllegalStateException.class, () -> end.run(world, provider), "waits for this thread", "call");
                history.add("refused");
            }
            return "refused";
        });
        inside.awaitArrival();
        inside.open();
        return refusal;
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void await_insideACallWithAnInnocentCall_isRefusedOnlyWhenThatHasReturned(End end) throws Exception {
        List<String> history = new ArrayList<>();
        Call<ProviderCalls> call = from(innocent).enter();
        Future<String> refusal = endFromInside(self, end, history);
        awaitDetached(innocent);
        assertEquals(List.of(), history);

        history.add("innocent returns");
        call.close();
        World.get(refusal);
        assertEquals(List.of("innocent returns", "refused"), history);
    }

    /** The end has begun on the other thread. */
    private void awaitDetached(ScriptedModule module) {
        Gate gate = new Gate();
        world.history.onEvent(event -> {
            if (event.equals(module.name + ".detach(p)")) {
                gate.pass();
            }
        });
        if (world.history.count(module.name + ".detach(p)") == 0) {
            gate.awaitArrival();
        }
        gate.open();
    }

    @Test
    void await_insideACallWithAPendingSide_isRefusedOnlyWhenThatIsComplete() throws Exception {
        List<String> history = new ArrayList<>();
        innocent.detachesLater();
        Future<String> refusal = endFromInside(self, End.CLOSE, history);
        awaitDetached(innocent);
        assertEquals(List.of(), history);

        history.add("complete");
        innocent.context(provider).complete();
        World.get(refusal);
        assertEquals(List.of("complete", "refused"), history);
    }

    @Test
    void await_byTwoThreadsInsideTheSameProvider_refusesBothInsteadOfLettingThemWaitForEachOther() {
        List<String> history = new ArrayList<>();
        Gate both = new Gate();
        Future<?> first = world.async(() -> {
            try (Call<ProviderCalls> call = from(self).enter()) {
                both.pass();
                assertFails(IllegalStateException.class, provider.registration()::close, "waits for this thread");
                return null;
            }
        });
        both.awaitArrival();
        Future<String> second = endFromInside(innocent, End.CLOSE, history);
        both.open();
        World.get(first);
        World.get(second);
        assertEquals(List.of("refused"), history);
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
        Gate inside = new Gate();
        Future<?> call = world.async(() -> {
            try (Call<ProviderCalls> open = from(innocent).enter()) {
                inside.pass();
                history.add("innocent returns");
                return null;
            }
        });
        inside.awaitArrival();
        provider.onDetach = context -> {
            if (context.peer.equals("innocent")) {
                Future<?> release = world.async(() -> {
                    inside.open();
                    return null;
                });
                assertFails(IllegalStateException.class, provider.registration()::close, "callback");
                history.add("refused");
                World.get(release);
            }
            return DetachStatus.COMPLETE;
        };
        provider.registration().close();
        World.get(call);
        assertEquals(List.of("innocent returns", "refused"), history);
    }
}
