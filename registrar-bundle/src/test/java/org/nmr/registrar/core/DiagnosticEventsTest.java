// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Deregistration;
import org.nmr.diagnostics.EventDTO;
import org.nmr.diagnostics.EventKind;
import org.nmr.registrar.event.EventQueue;
import org.nmr.testkit.Hold;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** What happens in the core is told to diagnostic listeners, once and in order. */
class DiagnosticEventsTest {
    private final FakeTiming timing = new FakeTiming();

    @RegisterExtension
    final World world = new World(timing);

    private final LiveModule clients = world.module("c");
    private final LiveModule providers = world.module("p");
    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");
    private final EventQueue queue =
            world.registrar.events().subscribe("listener of test", EnumSet.allOf(EventKind.class));

    @BeforeEach
    void follow() {
        client.in(clients);
        provider.in(providers);
        queue.open();
    }

    private void attach() {
        provider.register();
        client.register();
    }

    private List<EventDTO> heard() {
        List<EventDTO> heard = new ArrayList<>();
        queue.finish();
        queue.serve(heard::add, () -> true);
        return heard;
    }

    private static List<EventKind> kinds(List<EventDTO> events) {
        return events.stream().map(event -> event.kind).toList();
    }

    private static void assertPair(EventDTO event) {
        assertEquals("test.npi", event.npi);
        assertEquals("c", event.client.module);
        assertEquals("p", event.provider.module);
    }

    @Test
    void deregister_attachedPair_tellsAttachedThenDetached() {
        attach();
        String id = new Diagnostics(world.registrar).getRegistrar().bindings.get(0).id;
        client.detachesLater();
        Deregistration end = client.deregister();
        timing.pass(2);
        client.context().complete();
        assertTrue(end.isComplete());

        List<EventDTO> heard = heard();
        assertEquals(List.of(EventKind.ATTACHED, EventKind.DETACHED), kinds(heard));
        for (EventDTO event : heard) {
            assertPair(event);
            assertEquals(id, event.binding);
        }
        assertEquals("COMPLETE", heard.get(1).outcome);
        assertEquals(TimeUnit.SECONDS.toNanos(2), heard.get(1).durationNanos);
    }

    @Test
    void attach_slowProvider_tellsHowLongItTook() {
        provider.onProposal(proposal -> {
            timing.pass(3);
            return provider.accept(proposal);
        });
        attach();
        EventDTO attached = heard().get(0);
        assertEquals(TimeUnit.SECONDS.toNanos(3), attached.durationNanos);
    }

    @Test
    void attach_providerRefuses_tellsTheReasonAndNoDetach() {
        provider.refuses("no room\n");
        attach();
        List<EventDTO> heard = heard();
        assertEquals(List.of(EventKind.REFUSED), kinds(heard));
        assertPair(heard.get(0));
        assertEquals("no room\\n", heard.get(0).reason);
    }

    @Test
    void attach_clientDeclines_tellsNothing() {
        client.declines();
        attach();
        assertEquals(List.of(), kinds(heard()));
    }

    @Test
    void attach_clientThrowsAfterwards_tellsAttachedFailedDetached() {
        client.onProposal(proposal -> {
            client.attach(proposal);
            client.context().disown();
            throw new IllegalStateException("wanted");
        });
        attach();
        world.log.takeAll();
        List<EventDTO> heard = heard();
        assertEquals(
                EnumSet.of(EventKind.ATTACHED, EventKind.FAILED, EventKind.DETACHED), EnumSet.copyOf(kinds(heard)));
        heard.forEach(DiagnosticEventsTest::assertPair);
        assertEquals(3, heard.size());
    }

    @Test
    void unload_modules_tellsEachOnceAfterItsBindings() {
        attach();
        provider.detachesLater();
        Deregistration end = providers.unload();
        timing.pass(4);
        provider.context().complete();
        assertTrue(end.isComplete());
        providers.close();

        List<EventDTO> heard = heard();
        assertEquals(List.of(EventKind.ATTACHED, EventKind.DETACHED, EventKind.UNLOADED), kinds(heard));
        EventDTO unloaded = heard.get(2);
        assertEquals("p", unloaded.owner.module);
        assertEquals("COMPLETE", unloaded.outcome);
        assertEquals(TimeUnit.SECONDS.toNanos(4), unloaded.durationNanos);
        assertTrue(unloaded.subject.startsWith("module p of "), unloaded.subject);
    }

    @Test
    void close_callStaysInside_tellsWhoBlocksAndThatItWasRevoked() {
        Hold gate = new Hold();
        provider.dispatch(what -> {
            gate.stay();
            return "late";
        });
        attach();
        Running<String> call =
                world.async(() -> client.context(provider).binding().dispatch().tellProvider("hi"));
        gate.awaitInside();
        world.registrar.limitShutdown(Duration.ofSeconds(7));
        timing.at(9, () -> {});
        providers.close();
        gate.release();
        call.get();
        world.log.takeAll();

        List<EventDTO> heard = heard();
        assertEquals(
                List.of(
                        EventKind.ATTACHED,
                        EventKind.BLOCKED,
                        EventKind.LONG_CALL,
                        EventKind.DETACHED,
                        EventKind.UNLOADED,
                        EventKind.REVOKED),
                kinds(heard));
        EventDTO blocked = heard.get(1);
        assertPair(blocked);
        assertEquals("unload of module p of p [" + heard.get(4).owner.bundle + "]", blocked.subject);
        assertEquals(TimeUnit.SECONDS.toNanos(5), blocked.durationNanos);
        EventDTO longCall = heard.get(2);
        assertPair(longCall);
        assertEquals(1, longCall.calls);
        assertTrue(longCall.reason.startsWith("the client is inside its peer: thread "), longCall.reason);
        assertEquals("REVOKED", heard.get(3).outcome);
        assertEquals("REVOKED", heard.get(4).outcome);
        assertEquals(1, heard.get(5).calls);
        assertPair(heard.get(5));
    }
}
