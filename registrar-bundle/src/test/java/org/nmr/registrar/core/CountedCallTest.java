// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.registrar.core.Throwing.assertFails;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Binding;
import org.nmr.Call;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.DetachedException;
import org.nmr.registrar.report.Report;
import org.nmr.registrar.unload.Snapshot;
import org.nmr.registrar.unload.Timing;
import org.nmr.testkit.Clause;
import org.nmr.testkit.Hold;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** A side is complete when it has said so and the last of its counted calls has returned. */
class CountedCallTest {
    @RegisterExtension
    final World world = new World();

    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");

    @BeforeEach
    void attach() {
        client.in(world.module("c"));
        provider.in(world.module("p"));
        provider.register();
        client.register();
        world.history.clear();
    }

    private Binding<ProviderCalls> fromClient() {
        return client.context(provider).binding();
    }

    private Binding<ClientCalls> fromProvider() {
        return provider.context(client).binding();
    }

    /** A call of another thread, which stays inside the provider until the gate opens. */
    private Running<String> callThatStays(Hold gate) {
        Running<String> call = world.async(() -> {
            try (Call<ProviderCalls> inside = fromClient().enter()) {
                gate.stay();
                return inside.dispatch().tellProvider("hi");
            }
        });
        gate.awaitInside();
        return call;
    }

    @Test
    @Clause("C-119, C-124, C-150")
    void deregister_callInFlight_endsWhenItHasReturned() {
        Hold gate = new Hold();
        Running<String> call = callThatStays(gate);
        Deregistration end = provider.deregister();
        assertFalse(end.isComplete());
        assertEquals(List.of("c.detach(p)", "p.detach(c)"), world.history.events());

        gate.release();
        call.get();
        World.awaitEnd(end);
        assertEquals(
                List.of("c.detach(p)", "p.detach(c)", "c.cleanup(p)", "p.cleanup(c)"),
                world.history.events().stream()
                        .filter(event -> !event.contains("tell"))
                        .toList());
    }

    @Test
    @Clause("C-124")
    void deregister_callOfTheOtherDirectionInFlight_endsWhenItHasReturned() {
        Call<ClientCalls> call = fromProvider().enter();
        Deregistration end = client.deregister();
        assertFalse(end.isComplete());

        call.close();
        assertTrue(end.isComplete());
    }

    @Test
    @Clause("C-117, C-133")
    void enter_detached_fails() {
        Hold gate = new Hold();
        Running<String> call = callThatStays(gate);
        Deregistration end = provider.deregister();
        assertFails(DetachedException.class, () -> fromClient().enter(), "client side of");
        assertFails(DetachedException.class, () -> fromClient().dispatch(), "client side of");
        assertFails(DetachedException.class, () -> fromProvider().enter(), "provider side of");

        gate.release();
        call.get();
        World.awaitEnd(end);
        assertFails(DetachedException.class, () -> fromClient().enter(), "DONE");
    }

    @Test
    @Clause("C-127, A-18")
    void enter_whilePending_isPossible() {
        client.detachesLater();
        Deregistration end = provider.deregister();
        fromClient().enter().close();
        client.context(provider).complete();
        assertTrue(end.isComplete());
    }

    @Test
    @Clause("C-120")
    void detachComplete_callInFlight_endsWhenItHasReturned() {
        client.detachesLater();
        Deregistration end = provider.deregister();
        Call<ProviderCalls> call = fromClient().enter();
        client.context(provider).complete();
        assertFalse(end.isComplete());
        assertFalse(fromProvider().isPeerDetached());

        call.close();
        assertTrue(end.isComplete());
    }

    @Test
    @Clause("A-19, C-131")
    void detachComplete_beforeDetachWithCallInFlight_endsWhenBothAreOver() {
        Call<ProviderCalls> call = fromClient().enter();
        client.context(provider).complete();
        world.log.takeAll();
        Deregistration end = provider.deregister();
        assertFalse(end.isComplete());

        call.close();
        assertTrue(end.isComplete());
    }

    @Test
    @Clause("A-14, B-7")
    void await_insideOneOwnCall_failsAndTheEndHasBegun() {
        Call<ProviderCalls> call = fromClient().enter();
        assertFails(IllegalStateException.class, () -> provider.module().close(), "inside a call through");
        assertFails(IllegalStateException.class, () -> client.module().close(), "inside a call through");
        assertFails(
                IllegalStateException.class, () -> world.registrar.unloadAll().await(), "inside a call through");
        assertEquals(2, world.history.events().size());

        call.close();
        provider.module().close();
        assertEquals(4, world.history.events().size());
    }

    @Test
    @Clause("B-7")
    void deregister_insideNestedCalls_endsWithTheOuterOne() {
        Call<ProviderCalls> outer = fromClient().enter();
        Call<ProviderCalls> inner = fromClient().enter();
        Deregistration end = provider.deregister();
        inner.close();
        assertFalse(end.isComplete());
        outer.close();
        assertTrue(end.isComplete());
    }

    @Test
    @Clause("A-20")
    void disowned_callInFlight_providerIsCleanedUpAfterIt() {
        ScriptedClient<ClientCalls, ProviderCalls> hasty = world.client("hasty");
        List<Call<ProviderCalls>> calls = new ArrayList<>();
        hasty.onProposal(proposal -> {
            hasty.attach(proposal);
            hasty.context(provider).disown();
            calls.add(proposal.binding().enter());
            throw new IllegalArgumentException("no");
        });
        hasty.register();
        world.log.takeAll();
        assertEquals(1, world.history.count("p.detach(hasty)"));
        assertEquals(0, world.history.count("p.cleanup(hasty)"));

        calls.get(0).close();
        assertEquals(1, world.history.count("p.cleanup(hasty)"));
    }

    @Test
    @Clause("C-159, A-14")
    void close_ofThePeerInsideALaterDetach_helpsWithTheEarlierBinding() {
        fromClient().enter().close(); // the guards were used, so their end takes a barrier
        ScriptedProvider<ClientCalls, ProviderCalls> second = world.provider("p2");
        second.in(world.module("p2"));
        second.register();
        client.onDetach(context -> {
            if (context.peerName().equals("p2")) {
                provider.module().close();
            }
            return DetachStatus.COMPLETE;
        });
        world.elsewhere(client.module()::close);
        assertEquals(1, world.history.count("p.cleanup(c)"));
        assertEquals(1, world.history.count("p2.cleanup(c)"));
    }

    @Test
    @Clause("B-8")
    void outstanding_callInFlight_namesTheThread() {
        Call<ProviderCalls> call = fromClient().enter();
        provider.deregister();
        LiveRegistration<?, ?> registration = (LiveRegistration<?, ?>) provider.registration();
        String report =
                Report.of(registration.bindings().get(0).copy(new Snapshot(Timing.SYSTEM, /* withStacks= */ true)));
        assertTrue(report.contains("1 call still in flight"), report);
        assertTrue(report.contains(Thread.currentThread().getName()), report);
        call.close();
    }
}
