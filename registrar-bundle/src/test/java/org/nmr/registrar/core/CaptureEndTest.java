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
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Capture;
import org.nmr.Capture.Status;
import org.nmr.CaptureRequest;
import org.nmr.DetachStatus;
import org.nmr.DetachedException;
import org.nmr.RegistrationInstance;
import org.nmr.registrar.unload.Timing;

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
        public boolean await(CountDownLatch latch, long nanos) throws InterruptedException {
            waiting.countDown();
            return SYSTEM.await(latch, nanos);
        }
    });

    private final ModuleCore module = world.module("m");
    private final ScriptedProvider provider = world.provider("p");

    /** So many captures have been tried; they are called m1, m2 and so on. */
    private final AtomicInteger captures = new AtomicInteger();

    private Capture<ProviderCalls> capture(Duration atMost) {
        String name = "m" + captures.incrementAndGet();
        RegistrationInstance self = RegistrationInstance.of(World.NPI).withCharacteristic(ScriptedModule.NAME, name);
        return module.capture(CaptureRequest.of(World.NPI, SELF).withInstance(self), atMost);
    }

    /** Waits until it waits. */
    private Future<Capture<ProviderCalls>> waitingCapture() {
        Future<Capture<ProviderCalls>> future = world.async(() -> capture(FOR_EVER));
        Gate.await(waiting, "nobody waits for a provider");
        return future;
    }

    /** Lets a call into the provider stop at the gate. */
    private Future<String> callInFlight(Gate gate) {
        provider.dispatch = what -> {
            gate.pass();
            return what;
        };
        provider.register();
        Capture<ProviderCalls> capture = capture(Duration.ZERO);
        Future<String> call = world.async(() -> capture.dispatch().tellProvider("x"));
        gate.awaitArrival();
        return call;
    }

    @Test
    @Clause("C-190")
    void register_whileACaptureWaits_wakesIt() {
        Future<Capture<ProviderCalls>> future = waitingCapture();
        provider.register();

        assertTrue(World.get(future).isAttached());
    }

    @Test
    @Clause("C-192")
    void close_moduleWithAWaitingCapture_wakesItAndIsOver() {
        Future<Capture<ProviderCalls>> future = waitingCapture();
        module.close();

        assertEquals(Status.STOPPING, World.get(future).status());
    }

    @Test
    @Clause("C-192")
    void unload_moduleWithACallInFlight_waitsForTheCallOnly() {
        Gate gate = new Gate();
        Future<String> call = callInFlight(gate);
        var end = module.unload();
        assertFalse(end.isComplete());

        gate.open();
        assertEquals("x", World.get(call));
        World.awaitEnd(end); // the capture was never closed
    }

    @Test
    @Clause("C-191, C-192")
    void deregister_providerWithACallInFlight_waitsAndLaterCallsFail() {
        Gate gate = new Gate();
        Future<String> call = callInFlight(gate);
        world.provider("other").register();
        Capture<ProviderCalls> nested = capture(Duration.ZERO);
        var end = provider.deregister();
        assertFalse(end.isComplete());
        assertFalse(nested.isAttached());
        assertFails(DetachedException.class, nested::dispatch);

        gate.open();
        assertEquals("x", World.get(call));
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
        Future<Status> inside = world.async(() -> {
            try (var call = capture.enter()) {
                return module.capture(World.OTHER_NPI, SELF, FOR_EVER).status();
            }
        });
        Gate.await(waiting, "nobody waits for a provider");
        module.close();

        assertEquals(Status.STOPPING, World.get(inside));
    }

    @Test
    void capture_providerAnswersTooLate_thePairIsEndedByTheAnsweringThread() {
        Gate gate = new Gate();
        provider.onProposal = proposal -> {
            gate.pass();
            return provider.accept(proposal);
        };
        Future<Capture<ProviderCalls>> capture = waitingCapture();
        Future<?> late = world.async(provider::register);
        gate.awaitArrival();
        module.unload();
        assertEquals(Status.STOPPING, World.get(capture).status());
        gate.open();
        World.get(late);

        world.history.assertHistory("p.attachClient(m1)", "p.detach(m1)", "p.cleanup(m1)");
        World.awaitEnd(module.unload());
    }

    /** The end of the provider begins before it calls the first detach, which may be another client's. */
    @Test
    @Clause("C-192")
    void deregister_providerOfACapture_isNotAttachedFromTheBeginOfTheEnd() {
        ScriptedClient other = world.client("c");
        provider.register();
        other.register();
        Capture<ProviderCalls> capture = capture(Duration.ZERO);
        List<Boolean> seen = new ArrayList<>();
        other.onDetach = context -> {
            seen.add(capture.isAttached());
            return DetachStatus.COMPLETE;
        };
        assertTrue(capture.isAttached());
        assertTrue(provider.deregister().isComplete());

        assertEquals(List.of(false), seen);
        assertFalse(capture.isAttached());
        capture.close();
    }

    @Test
    @Clause("C-192")
    void unload_moduleOfACapture_isNotAttachedFromTheBeginOfTheEnd() {
        ScriptedClient other = world.client("c");
        other.nmr = module;
        provider.register();
        other.register();
        Capture<ProviderCalls> capture = capture(Duration.ZERO);
        List<Boolean> seen = new ArrayList<>();
        other.onDetach = context -> {
            seen.add(capture.isAttached());
            return DetachStatus.COMPLETE;
        };
        module.close();

        assertEquals(List.of(false), seen);
    }

    /** The provider ends itself when it is asked, on its own thread. */
    @Test
    @Clause("A-9, C-190, C-192")
    void register_providerThatEndsItselfWhileACaptureWaits_captureShowsThatItHasGone() {
        provider.onProposal = proposal -> {
            assertFalse(proposal.registration().deregister().isComplete());
            return provider.accept(proposal);
        };
        Future<Capture<ProviderCalls>> future = waitingCapture();
        provider.register();
        Capture<ProviderCalls> capture = World.get(future);

        assertEquals(Status.ATTACHED, capture.status());
        assertFalse(capture.isAttached());
        assertFails(DetachedException.class, capture::dispatch);
        capture.close();
        assertTrue(provider.registration().end().orElseThrow().isComplete());
    }

    @Test
    void capture_providersComeAndGo_eachCaptureEndsOnce() {
        Future<?> comingAndGoing = world.async(() -> {
            for (int i = 0; i < 300; i++) {
                ScriptedProvider next = world.provider("p" + i);
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
        World.get(comingAndGoing);

        long ended = world.history.events().stream()
                .filter(event -> event.contains(".cleanup("))
                .count();
        assertTrue(ended >= attached, "some attached too late and are ended, too");

        assertEquals(0, world.registrar.npiCount());
    }
}
