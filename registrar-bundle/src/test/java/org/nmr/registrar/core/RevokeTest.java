// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.registrar.core.Throwing.assertFails;

import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.spi.AbstractInterruptibleChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Binding;
import org.nmr.Call;
import org.nmr.Deregistration;
import org.nmr.DetachStatus;
import org.nmr.DetachedException;
import org.nmr.UnloadPolicy;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.registrar.unload.Policy;
import org.nmr.testkit.Hold;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedProvider;

/** What holds an end up is given up at the deadline, at the end of the framework's patience, or by hand. */
class RevokeTest {
    private final FakeTiming timing = new FakeTiming();

    @RegisterExtension
    final World world = new World(timing);

    private final Diagnostics diagnostics = new Diagnostics(world.registrar);
    private final ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");

    @BeforeEach
    void limit() {
        limit(UnloadPolicy.REVOKE);
    }

    private void limit(String action) {
        world.registrar.configure(
                Policy.DEFAULT.with(Map.of(UnloadPolicy.DEADLINE, "PT3S", UnloadPolicy.AT_DEADLINE, action)), false);
    }

    private void attach() {
        client.in(world.module("c"));
        provider.in(world.module("p"));
        provider.register();
        client.register();
    }

    private Binding<ProviderCalls> fromClient() {
        return client.context(provider).binding();
    }

    /** A call that stays inside the provider. */
    private Running<String> callThatStays(Hold gate) {
        provider.dispatch(what -> {
            gate.stay();
            return "late";
        });
        attach();
        Running<String> call = world.async(() -> fromClient().dispatch().tellProvider("hi"));
        gate.awaitInside();
        return call;
    }

    @Test
    void close_sideThatNeverCompletes_isGivenUpAtTheDeadlineAndCleanedUpOnce() {
        attach();
        client.detachesLater();
        timing.at(9, () -> {});
        provider.module().close();

        assertEquals(3, timing.seconds());
        assertEquals(
                List.of("c.cleanup(p)", "p.cleanup(c)"),
                world.history.events().stream()
                        .filter(event -> event.contains("cleanup"))
                        .toList());
        world.log.takeWarning("was revoked", "the deadline of 3 s", "client PENDING for 3 s", "0 calls");
        client.context().complete(); // late: ignored
        client.context().complete();
    }

    @Test
    void close_callThatStays_isAbandonedAndItsReturnChangesNothing() {
        Hold gate = new Hold();
        Running<String> call = callThatStays(gate);
        timing.at(9, () -> {});
        provider.module().close();

        world.log.takeWarning("was revoked", "1 call in flight was abandoned", "tellProvider");
        assertEquals(1, diagnostics.getRegistrar().abandonedCalls);
        assertEquals(1, diagnostics.getRegistrar().revocations.size());
        assertThrows(DetachedException.class, fromClient()::enter);
        gate.release();
        assertEquals("late", call.get());
        assertEquals(1, world.history.count("c.cleanup(p)"));
    }

    @Test
    void dispatch_insideAnAbandonedCall_isRefused() {
        attach();
        Call<ProviderCalls> call = fromClient().enter();
        Deregistration end = provider.deregister();
        assertTrue(diagnostics.revoke(id()).contains("1 call in flight was abandoned"));
        assertTrue(end.isComplete());

        assertThrows(DetachedException.class, call::dispatch);
        call.close();
        world.log.takeWarning("an operator has asked for it");
    }

    /** As after SIGSTOP and SIGCONT: those inside could not run, and could not return. */
    @Test
    void close_processFrozenBeyondTheDeadline_letsThoseInsideReturnFirst() {
        attach();
        client.detachesLater();
        timing.at(1, () -> timing.pass(60)).at(62, () -> client.context().complete());
        provider.module().close();

        assertEquals(62, timing.seconds());
        assertEquals(1, world.history.count("c.cleanup(p)"));
        world.log.takeAll();
        assertEquals(List.of(), diagnostics.getRegistrar().revocations);
    }

    @Test
    void close_processFrozenWhileTheFrameworkStops_keepsTheRestOfTheBudget() {
        world.registrar.configure(Policy.DEFAULT, false);
        world.registrar.limitShutdown(Duration.ofSeconds(3));
        attach();
        client.detachesLater();
        timing.at(1, () -> timing.pass(60)).at(62, () -> client.context().complete());
        provider.module().close();

        world.log.takeAll();
        assertEquals(List.of(), diagnostics.getRegistrar().revocations);
    }

    @Test
    void close_waitAtTheDeadline_goesOnAndSaysSo() {
        limit(UnloadPolicy.WAIT);
        attach();
        client.detachesLater();
        timing.at(4, () -> client.context().complete());
        provider.module().close();

        assertEquals(4, timing.seconds());
        world.log.takeWarning("the deadline of 3 s has passed", "continues to wait");
    }

    @Test
    void close_interruptAtTheDeadline_interruptsThoseInsideOnly() {
        limit(UnloadPolicy.INTERRUPT);
        CountDownLatch interrupted = new CountDownLatch(1);
        Hold gate = new Hold();
        provider.dispatch(what -> {
            try {
                gate.stay();
                return "not interrupted";
            } catch (AssertionError expected) {
                interrupted.countDown();
                return "interrupted";
            }
        });
        attach();
        Running<String> call = world.async(() -> fromClient().dispatch().tellProvider("hi"));
        gate.awaitInside();
        timing.at(3, () -> {}).at(4, () -> {});
        provider.module().close();

        World.await(interrupted, "nobody was interrupted");
        assertEquals("interrupted", call.get());
        assertFalse(Thread.interrupted());
        world.log.takeWarning("interrupts thread", "a call through binding 1.1");
        world.log.takeAll();
    }

    /** Who returns in the second after the interrupt is not abandoned. */
    @Test
    void close_interruptAtTheDeadlineAndTheCallReturns_nothingIsRevoked() {
        limit(UnloadPolicy.INTERRUPT);
        Hold gate = new Hold();
        provider.dispatch(what -> {
            assertThrows(AssertionError.class, gate::stay);
            return "interrupted";
        });
        attach();
        Running<String> call = world.async(() -> fromClient().dispatch().tellProvider("hi"));
        gate.awaitInside();
        timing.at(4, () -> assertEquals("interrupted", call.get()));
        provider.module().close();

        RegistrarDTO registrar = new Diagnostics(world.registrar).getRegistrar();
        assertEquals(List.of(), registrar.revocations);
        assertEquals(0, registrar.abandonedCalls);
        world.log.takeWarning("interrupts thread", "a call through binding 1.1");
    }

    /** A thread in a channel of a module: who interrupts it closes the channel, by the module's code. */
    @Test
    void close_interruptAtTheDeadlineBlocksInAChannel_revokesAndInterruptsTheOthers() {
        limit(UnloadPolicy.INTERRUPT);
        BlockedChannel channel = new BlockedChannel();
        Hold other = new Hold();
        CountDownLatch interrupted = new CountDownLatch(1);
        provider.dispatch(what -> {
            if (what.equals("channel")) {
                return channel.read();
            }
            assertThrows(AssertionError.class, other::stay);
            interrupted.countDown();
            return "interrupted";
        });
        attach();
        Running<String> reading = world.async(() -> fromClient().dispatch().tellProvider("channel"));
        channel.reader.awaitInside();
        Running<String> staying = world.async(() -> fromClient().dispatch().tellProvider("other"));
        other.awaitInside();
        timing.at(3, () -> {}).at(4, () -> World.await(interrupted, "the other one was not interrupted"));
        try {
            world.async(() -> {
                        provider.module().close();
                        return "";
                    })
                    .get();
            channel.closer.awaitInside();
        } finally {
            channel.isOver = true;
            channel.reader.release();
            channel.closer.release();
        }
        reading.get();
        assertEquals("interrupted", staying.get());
        world.log.takeAll();
    }

    /** Its close blocks. */
    private static final class BlockedChannel extends AbstractInterruptibleChannel {
        final Hold reader = new Hold();
        final Hold closer = new Hold();
        volatile boolean isOver;

        String read() {
            begin();
            try {
                reader.stay();
                return "read";
            } catch (AssertionError interrupted) {
                // newer JDKs wake this thread before they look which channel it is in
                while (!closer.isInside() && !isOver) {
                    Thread.onSpinWait();
                }
                return "interrupted";
            } finally {
                assertThrows(ClosedByInterruptException.class, () -> end(/* completed= */ true));
            }
        }

        @Override
        protected void implCloseChannel() {
            closer.stay();
        }
    }

    @Test
    void close_ownPolicyOfTheRegistration_comesFirst() {
        provider.characteristic(UnloadPolicy.DEADLINE, 1500);
        attach();
        client.detachesLater();
        timing.at(2, () -> {});
        provider.module().close();

        assertEquals(1, timing.seconds());
        world.log.takeWarning("the deadline of 1 s");
    }

    @Test
    void register_unreadablePolicy_isRefusedAndNothingRegistered() {
        provider.characteristic(UnloadPolicy.DEADLINE, "soon");
        assertFails(IllegalArgumentException.class, provider::register, "nmr.unload.deadline", "soon", "module p");
        assertEquals(0, world.registrar.npiCount());
    }

    @Test
    void close_frameworkStops_waitsForTheBudgetOnly() {
        world.registrar.configure(Policy.DEFAULT, false);
        attach();
        client.detachesLater();
        timing.at(1, () -> world.registrar.limitShutdown(Duration.ofSeconds(2))).at(9, () -> {});
        provider.module().close();

        assertEquals(3, timing.seconds());
        world.log.takeWarning("the shutdown budget of the framework is used up");
    }

    @Test
    void close_callbackThatStays_isNotWaitedForAndGoesOnLater() {
        attach();
        Hold gate = new Hold();
        client.onDetach(context -> {
            gate.stay();
            return DetachStatus.PENDING;
        });
        Running<Object> detaching = world.async(() -> {
            client.deregister();
            return null;
        });
        gate.awaitInside();
        timing.at(9, () -> {});
        provider.module().close();
        assertEquals(3, timing.seconds());
        assertEquals(0, world.history.count("p.detach(c)"));

        world.log.takeWarning("was revoked", "a callback is running on");
        gate.release();
        detaching.get();
        assertEquals(1, world.history.count("c.cleanup(p)"));
        assertEquals(1, world.history.count("p.cleanup(c)"));
    }

    @Test
    void close_proposalThatStays_isNotWaitedForAndEndsLater() {
        Hold gate = new Hold();
        client.onProposal(proposal -> {
            gate.stay();
            client.attach(proposal);
        });
        client.register();
        provider.in(world.module("p"));
        Running<Object> registering = world.async(provider::register);
        gate.awaitInside();
        timing.at(9, () -> {});
        client.deregister().await();

        world.log.takeWarning("was revoked", "PROPOSED");
        gate.release();
        registering.get();
        assertThrows(DetachedException.class, fromClient()::enter);
    }

    @Test
    void close_registerThatStays_isNotWaitedFor() {
        LiveModule module = world.module("m");
        Hold gate = new Hold();
        Running<Object> loading = world.async(() -> {
            module.load(nmr -> gate.stay());
            return null;
        });
        gate.awaitInside();
        timing.at(9, () -> {});
        module.close();

        assertEquals(3, timing.seconds());
        world.log.takeWarning("register() of module m", "no longer waits for");
        gate.release();
        loading.get();
    }

    @Test
    void revoke_bindingThatNobodyWaitsFor_saysSo() {
        attach();
        assertFails(IllegalStateException.class, () -> diagnostics.revoke(id()), "nothing to revoke", "binding 1.1");
        assertFails(IllegalArgumentException.class, () -> diagnostics.revoke("7.7"), "7.7", "nmr:bindings");
    }

    private String id() {
        return diagnostics.getRegistrar().bindings.get(0).id;
    }
}
