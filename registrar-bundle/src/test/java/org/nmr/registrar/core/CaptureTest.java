// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.registrar.core.Throwing.assertFails;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.Capture;
import org.nmr.Capture.Status;
import org.nmr.CaptureRequest;
import org.nmr.DetachedException;
import org.nmr.ModuleRegistrations;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.RegistrationInstance;
import org.nmr.registrar.unload.Latch;
import org.nmr.registrar.unload.Timing;
import org.nmr.testkit.Clause;
import org.nmr.testkit.ScriptedClient;
import org.nmr.testkit.ScriptedModule;
import org.nmr.testkit.ScriptedProvider;

/** Code that wants a provider now, or within some time. */
@Clause("C-190")
class CaptureTest {
    private static final Duration NOW = Duration.ZERO;
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final RegistrationInstance SELF =
            RegistrationInstance.of(World.NPI).withCharacteristic(ScriptedModule.NAME, "me");

    private final FakeTiming timing = new FakeTiming();

    @RegisterExtension
    final World world = new World(timing);

    private final LiveModule module = world.module("m");

    private static CaptureRequest<ClientCalls, ProviderCalls> request() {
        return CaptureRequest.of(World.NPI, (ClientCalls) what -> "heard " + what)
                .withInstance(SELF);
    }

    private Capture<ProviderCalls> capture(Duration atMost) {
        return module.capture(request(), atMost);
    }

    private ScriptedProvider<ClientCalls, ProviderCalls> provider(String name) {
        return world.provider(name);
    }

    private ScriptedProvider<ClientCalls, ProviderCalls> refusing(String name) {
        ScriptedProvider<ClientCalls, ProviderCalls> provider = provider(name);
        provider.onProposal(proposal -> Answer.refuse(name + " is full"));
        return provider;
    }

    private static void assertNotAttached(Status status, Capture<?> capture, String... reasons) {
        assertEquals(status, capture.status());
        assertFalse(capture.isAttached());
        for (String reason : reasons) {
            assertTrue(capture.reason().contains(reason), capture::reason);
        }
        for (Runnable use : List.<Runnable>of(capture::provider, capture::dispatch, capture::enter)) {
            assertFails(IllegalStateException.class, use::run, "capture of NPI", status.name(), capture.reason());
        }
        capture.close();
        capture.close();
    }

    /** Else a client that nobody can close would take a provider. */
    @Test
    void capture_errorInTheWait_leavesNoClientThatIsOfferedProviders() {
        Timing failing = new Timing() {
            @Override
            public long nanoTime() {
                return SYSTEM.nanoTime();
            }

            @Override
            public boolean await(Latch latch, long nanos) {
                throw new OutOfMemoryError("as the test says");
            }
        };
        AtomicInteger asked = new AtomicInteger();
        try (World other = new World(failing)) {
            Npi<Void, Runnable> npi = Npi.of("test.capture", Runnable.class);
            LiveModule capturing = other.module("m");
            assertThrows(OutOfMemoryError.class, () -> capturing.capture(CaptureRequest.of(npi), SOON));
            LiveModule providing = other.module("p");
            providing.registerProvider(ProviderCharacteristics.of(npi, proposal -> {
                asked.incrementAndGet();
                return Answer.accept(BindingContext.NONE, () -> {});
            }));
            assertEquals(0, asked.get());
            assertEquals(List.of(), capturing.registrations());
        }
    }

    @Test
    void capture_providerIsThere_canBeCalledUntilClosed() {
        ScriptedProvider<ClientCalls, ProviderCalls> provider = provider("p");
        provider.register();
        Capture<ProviderCalls> capture = capture(NOW);

        assertEquals(Status.ATTACHED, capture.status());
        assertEquals("", capture.reason());
        assertTrue(capture.isAttached());
        assertEquals("p", ScriptedModule.nameOf(capture.provider()));
        assertEquals("p got x", capture.dispatch().tellProvider("x"));
        assertEquals("heard y", provider.context().dispatch().tellClient("y"));
        try (var call = capture.enter()) {
            assertEquals("p got z", call.dispatch().tellProvider("z"));
        }

        capture.close();
        capture.close();
        world.history.assertHistory("p.attachClient(me)", "p.detach(me)", "p.cleanup(me)");
        assertFalse(capture.isAttached());
        assertEquals(Status.ATTACHED, capture.status());
        assertEquals("p", ScriptedModule.nameOf(capture.provider()));
        assertFails(DetachedException.class, () -> capture.dispatch().tellProvider("x"));
        assertFails(DetachedException.class, capture::enter);
    }

    @Test
    void capture_npiWithoutClientDispatch_needsNone() {
        Npi<Void, Runnable> npi = Npi.of("test.one.way", Runnable.class);
        module.registerProvider(ProviderCharacteristics.of(
                npi, client -> Answer.accept(BindingContext.NONE, () -> world.history.record("called"))));
        try (Capture<Runnable> capture =
                world.registrar.open(new Owner(77, "other", "1")).capture(npi, NOW)) {
            capture.dispatch().run();
        }
        world.history.assertHistory("called");
    }

    @Test
    void capture_severalProviders_takesTheBestThatMatches() {
        ScriptedProvider<ClientCalls, ProviderCalls> low = provider("low");
        ScriptedProvider<ClientCalls, ProviderCalls> high = provider("high");
        ScriptedProvider<ClientCalls, ProviderCalls> other = provider("other");
        high.characteristic(ProviderCharacteristics.RANKING, 5);
        other.characteristic(ProviderCharacteristics.RANKING, 9);
        low.register();
        high.register();
        other.register();
        try (var capture = module.capture(request().withFilter("(!(testkit.name=other))"), NOW)) {
            assertEquals("high", ScriptedModule.nameOf(capture.provider()));
        }
    }

    @Test
    void capture_nobodyThere_saysSoAtOnceAndLeavesNothing() {
        assertNotAttached(Status.NOBODY, capture(NOW), "no provider");
        assertNotAttached(Status.NOBODY, capture(Duration.ofSeconds(-5)));
        assertEquals(0, timing.seconds());
        assertEquals(0, world.registrar.npiCount());
    }

    @Test
    void capture_nobodyComes_waitsOnceAndLeavesNothing() {
        timing.at(2, () -> {});
        assertNotAttached(Status.NOBODY, capture(SOON));
        assertEquals(2, timing.seconds());
        assertEquals(0, world.registrar.npiCount());
    }

    @Test
    void capture_providerComesInTime_isAttached() {
        timing.at(1, provider("p")::register);
        try (var capture = capture(Duration.ofSeconds(Long.MAX_VALUE))) {
            assertTrue(capture.isAttached());
        }
        assertEquals(1, timing.seconds());
    }

    @Test
    void capture_allDecline_namesEachReason() {
        refusing("p").register();
        ScriptedProvider<ClientCalls, ProviderCalls> broken = provider("q");
        IllegalStateException thrown = new IllegalStateException("broken");
        broken.onProposal(proposal -> {
            throw thrown;
        });
        broken.register();
        timing.at(1, refusing("late")::register);

        assertNotAttached(Status.DECLINED, capture(SOON), "p [", "REFUSED: p is full", "q [", "FAILED", "late is full");
        world.log.takeWarning(thrown, "attachClient");
    }

    @Test
    void capture_veryManyDecline_keepsSomeReasons() {
        for (int i = 0; i < 3 * LiveCapture.REASONS; i++) {
            refusing("p" + i).register();
        }
        Capture<ProviderCalls> capture = capture(NOW);
        assertNotAttached(Status.DECLINED, capture, "p9 is full; and others");
        assertFalse(capture.reason().contains("p10 is full"));
    }

    @Test
    void capture_providerThatAnsweredBeforeDeclines_isNotAskedAgain() {
        refusing("p").register();
        timing.at(1, () -> provider("q").register());
        try (var capture = capture(SOON)) {
            assertTrue(capture.isAttached());
        }
        assertEquals(1, world.history.count("p.attachClient(me)"));
    }

    @Test
    @Clause("C-192")
    void capture_unloadBeginsWhileItWaits_saysStopping() {
        timing.at(1, module::unload);
        assertNotAttached(Status.STOPPING, capture(SOON), "the unload of module m");
        assertTrue(module.unload().isComplete());
    }

    @Test
    @Clause("C-192")
    void capture_registrarStopsWhileItWaits_saysStopping() {
        timing.at(1, world.registrar::unloadAll);
        assertNotAttached(Status.STOPPING, capture(SOON));
    }

    @Test
    void capture_afterTheUnloadHasBegun_saysStopping() {
        OwnerRegistrar owner = world.registrar.open(new Owner(5, "o", "1"));
        module.close();
        owner.unload();
        assertNotAttached(Status.STOPPING, capture(SOON), "module m");
        assertNotAttached(Status.STOPPING, owner.capture(request(), SOON), "stopping");
    }

    @Test
    void capture_interrupted_saysSoAndRestoresTheFlag() {
        timing.at(1, () -> {
            throw new InterruptedException();
        });
        Capture<ProviderCalls> capture = capture(SOON);
        assertTrue(Thread.interrupted());
        assertNotAttached(Status.INTERRUPTED, capture, "interrupted");
    }

    @Test
    void capture_interruptedBeforeAndOnlyLooks_takesNoNotice() {
        Thread.currentThread().interrupt();
        Capture<ProviderCalls> capture = capture(NOW);
        assertTrue(Thread.interrupted());
        assertNotAttached(Status.NOBODY, capture);
    }

    @Test
    void capture_badArguments_fail() {
        ModuleRegistrations nmr = module;
        assertFails(IllegalArgumentException.class, () -> nmr.capture(request().withFilter("(a"), NOW), "(a", "filter");
        assertFails(NullPointerException.class, () -> nmr.capture(World.NPI, null, NOW), "client dispatch");
        assertFails(NullPointerException.class, () -> nmr.capture(request(), null), "time");
        assertFails(NullPointerException.class, () -> nmr.capture((CaptureRequest<Void, Object>) null, NOW), "request");
        assertFails(
                IllegalArgumentException.class,
                () -> new CaptureRequest<>(World.NPI, SELF, null, ""),
                "client dispatch",
                "none");
        assertEquals(0, world.registrar.npiCount());
    }

    @Test
    void capture_insideACallbackOfTheSameModule_isTheCallersTimeOut() {
        ScriptedClient<ClientCalls, ProviderCalls> client = world.client("c");
        client.in(module);
        client.npi(World.OTHER_NPI);
        ScriptedProvider<ClientCalls, ProviderCalls> peer = provider("peer");
        peer.npi(World.OTHER_NPI);
        peer.register();
        timing.at(2, () -> {});
        client.onProposal(proposal -> {
            assertNotAttached(Status.NOBODY, capture(SOON));
            provider("p").register();
            try (var capture = capture(SOON)) {
                assertEquals("p got x", capture.dispatch().tellProvider("x"));
            }
            client.attach(proposal);
        });
        client.register();

        assertEquals(1, world.history.count("c.attached(peer)"));
    }
}
