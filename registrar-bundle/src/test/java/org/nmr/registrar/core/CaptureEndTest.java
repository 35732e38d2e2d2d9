// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.registrar.core.Throwing.assertFails;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Capture;
import org.nmr.Capture.Status;
import org.nmr.CaptureRequest;
import org.nmr.DetachStatus;
import org.nmr.DetachedException;
import org.nmr.RegistrationInstance;
import org.nmr.registrar.unload.Latch;
import org.nmr.registrar.unload.Timing;
import org.nmr.testkit.Clause;
import org.nmr.testkit.Hold;
import org.nmr.testkit.Running;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedModule;
import org.nmr.testkit.ScriptedProvider;

/** How a capture ends, on several threads. */
class CaptureEndTest {
    private static final Duration FOR_EVER = Duration.ofSeconds(Long.MAX_VALUE);
    private static final ClientCalls SELF = what -> what;

    /** Counted down when somebody waits. */
    private final CountDownLatch waiting = new CountDownLatch(1);

    @RegisterExtension
    final World world = new World(new Timing() {
        @Override
        public long nanoTime() {
            return SYSTEM.nanoTime();
        }

        @Override
        public boolean await(Latch latch, long nanos) throws InterruptedException {
            waiting.countDown();
            return SYSTEM.await(latch, nanos);
        }
    });

    private final LiveModule module = world.module("m");
    private final ScriptedProvider<ClientCalls, ProviderCalls> provider = world.provider("p");

    /** So many captures have been tried; they are called m1, m2 and so on. */
    private final AtomicInteger captures = new AtomicInteger();

    private Capture<ProviderCalls> capture(Duration atMost) {
        String name = "m" + captures.incrementAndGet();
        RegistrationInstance self = RegistrationInstance.of(World.NPI).withCharacteristic(ScriptedModule.NAME, name);
        return module.capture(CaptureRequest.of(World.NPI, SELF).withInstance(self), atMost);
    }

    /** Waits until it waits. */
    private Running<Capture<ProviderCalls>> waitingCapture() {
        Running<Capture<ProviderCalls>> future = world.async(() -> capture(FOR_EVER));
        World.await(waiting, "nobody waits for a provider");
        return future;
    }

    /** Lets a call into the provider stop at the gate. */
    private Running<String> callInFlight(Hold gate) {
        provider.dispatch(what -> {
            gate.stay();
            return what;
        });
        provider.register();
        Capture<ProviderCalls> capture = capture(Duration.ZERO);
        Running<String> call = world.async(() -> capture.dispatch().tellProvider("x"));
        gate.awaitInside();
        return call;
    }

    @Test
    @Clause("C-190")
    void register_whileACaptureWaits_wakesIt() {
        Running<Capture<ProviderCalls>> future = waitingCapture();
        provider.register();

        assertTrue(future.get().isAttached());
    }

    @Test
    @Clause("C-192")
    void close_moduleWithAWaitingCapture_wakesItAndIsOver() {
        Running<Capture<ProviderCalls>> future = waitingCapture();
        module.close();

        assertEquals(Status.STOPPING, future.get().status());
    }

    @Test
    @Clause("C-192")
    void unload_moduleWithACallInFlight_waitsForTheCallOnly() {
        Hold gate = new Hold();
        Running<String> call = callInFlight(gate);
        var end = module.unload();
        assertFalse(end.isComplete());

        gate.release();
        assertEquals("x", call.get());
        World.awaitEnd(end); // the capture was never closed
    }

    @Test
    @Clause("C-191, C-192")
    void deregister_providerWithACallInFlight_waitsAndLaterCallsFail() {
        Hold gate = new Hold();
        Running<String> call = callInFlight(gate);
        world.provider("other").register();
        Capture<ProviderCalls> nested = capture(Duration.ZERO);
        var end = provider.deregister();
        assertFalse(end.isComplete());
        assertFalse(nested.isAttached());
        assertFails(DetachedException.class, nested::dispatch);

        gate.release();
        assertEquals("x", call.get());
        World.awaitEnd(end);
        assertEquals(0, world.history.count("other.attachClient(m1)"));
        nested.close();
    }

    @Test
    @Clause("C-191")
    void close_oneOfTwoCaptures_leavesTheOther() {
        provider.register();
        Capture<ProviderCalls> outer = capture(Duration.ZERO);
        try (Capture<ProviderCalls> inner = capture(Duration.ZERO)) {
            assertEquals("p got x", inner.dispatch().tellProvider("x"));
        }

        assertTrue(outer.isAttached());
        assertEquals("p got y", outer.dispatch().tellProvider("y"));
        outer.close();
        assertEquals(1, world.history.count("p.cleanup(m1)"));
    }

    @Test
    void close_insideACallOfItsOwn_failsAndEndsWhenTheCallReturns() {
        provider.register();
        Capture<ProviderCalls> capture = capture(Duration.ZERO);
        try (var call = capture.enter()) {
            assertFails(IllegalStateException.class, capture::close, "cannot be awaited here");
            assertEquals("p got x", call.dispatch().tellProvider("x"));
        }

        assertEquals(1, world.history.count("p.cleanup(m1)"));
        capture.close();
    }

    /** The wait ends by the unload, or the call would hold up the unload that holds up the call. */
    @Test
    @Clause("C-192")
    void close_moduleThatCapturesInsideACall_isOver() {
        provider.register();
        Capture<ProviderCalls> capture = capture(Duration.ZERO);
        Running<Status> inside = world.async(() -> {
            try (var call = capture.enter()) {
                return module.capture(World.OTHER_NPI, SELF, FOR_EVER).status();
            }
        });
        World.await(waiting, "nobody waits for a provider");
        module.close();

        assertEquals(Status.STOPPING, inside.get());
    }

    @Test
    void capture_providerAnswersTooLate_thePairIsEndedByTheAnsweringThread() {
        Hold gate = new Hold();
        provider.onProposal(proposal -> {
            gate.stay();
            return provider.accept(proposal);
        });
        Running<Capture<ProviderCalls>> capture = waitingCapture();
        Running<?> late = world.async(provider::register);
        gate.awaitInside();
        module.unload();
        assertEquals(Status.STOPPING, capture.get().status());
        gate.release();
        late.get();

        world.history.assertHistory("p.attachClient(m1)", "p.detach(m1)", "p.cleanup(m1)");
        World.awaitEnd(module.unload());
    }

    /** The end of the provider begins before it calls the first detach, which may be another client's. */
    @Test
    @Clause("C-192")
    void deregister_providerOfACapture_isNotAttachedFromTheBeginOfTheEnd() {
        ScriptedClient<ClientCalls, ProviderCalls> other = world.client("c");
        provider.register();
        other.register();
        Capture<ProviderCalls> capture = capture(Duration.ZERO);
        List<Boolean> seen = new ArrayList<>();
        other.onDetach(context -> {
            seen.add(capture.isAttached());
            return DetachStatus.COMPLETE;
        });
        assertTrue(capture.isAttached());
        assertTrue(provider.deregister().isComplete());

        assertEquals(List.of(false), seen);
        assertFalse(capture.isAttached());
        capture.close();
    }

    @Test
    @Clause("C-192")
    void unload_moduleOfACapture_isNotAttachedFromTheBeginOfTheEnd() {
        ScriptedClient<ClientCalls, ProviderCalls> other = world.client("c");
        other.in(module);
        provider.register();
        other.register();
        Capture<ProviderCalls> capture = capture(Duration.ZERO);
        List<Boolean> seen = new ArrayList<>();
        other.onDetach(context -> {
            seen.add(capture.isAttached());
            return DetachStatus.COMPLETE;
        });
        module.close();

        assertEquals(List.of(false), seen);
    }

    /** The provider ends itself when it is asked, on its own thread. */
    @Test
    @Clause("A-9, C-190, C-192")
    void register_providerThatEndsItselfWhileACaptureWaits_captureShowsThatItHasGone() {
        provider.onProposal(proposal -> {
            assertFalse(proposal.registration().deregister().isComplete());
            return provider.accept(proposal);
        });
        Running<Capture<ProviderCalls>> future = waitingCapture();
        provider.register();
        Capture<ProviderCalls> capture = future.get();

        assertEquals(Status.ATTACHED, capture.status());
        assertFalse(capture.isAttached());
        assertFails(DetachedException.class, capture::dispatch);
        capture.close();
        assertTrue(provider.registration().end().orElseThrow().isComplete());
    }

    @Test
    void capture_providersComeAndGo_eachCaptureEndsOnce() {
        Running<?> comingAndGoing = world.async(() -> {
            for (int i = 0; i < 300; i++) {
                ScriptedProvider<ClientCalls, ProviderCalls> next = world.provider("p" + i);
                next.register();
                next.close();
            }
            return null;
        });
        int attached = 0;
        while (!comingAndGoing.isDone()) {
            try (Capture<ProviderCalls> capture = capture(Duration.ofMillis(1))) {
                attached += capture.status() == Status.ATTACHED ? 1 : 0;
            }
        }
        comingAndGoing.get();

        long ended = world.history.events().stream()
                .filter(event -> event.contains(".cleanup("))
                .count();
        assertTrue(ended >= attached, "some attached too late and are ended, too");

        assertEquals(0, world.registrar.npiCount());
    }
}
