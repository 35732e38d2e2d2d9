// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.nmr.Capture;
import org.nmr.Deregistration;
import org.nmr.DetachedException;
import org.nmr.testkit.Clause;
import org.nmr.testkit.Hold;
import org.nmr.testkit.ModuleHarness;
import org.nmr.testkit.Running;

/** A provider now, or within a timeout: section 11 of the contract. */
abstract class CapturesRules extends Rules {
    CapturesRules(ModuleHarness harness) {
        super(harness);
    }

    private static final Duration LONG = Duration.ofMinutes(1);

    private Capture<ProviderCalls> capture(Duration atMost) {
        return client.module().capture(NPI, what -> "heard " + what, atMost);
    }

    @Test
    @Clause("C-190, C-191")
    void capture_providerIsThere_canBeCalledUntilClosed() {
        provider.register();
        Capture<ProviderCalls> capture = capture(Duration.ZERO);
        assertEquals(Capture.Status.ATTACHED, capture.status());
        assertEquals("p got x", capture.dispatch().tellProvider("x"));
        assertEquals("heard y", provider.peer().tellClient("y"));
        history.clear();

        capture.close();
        capture.close();
        history.assertHistory("p.detach(c)", "p.cleanup(c)");
        assertFalse(capture.isAttached(), "expected the capture to have no provider");
        assertThrows(DetachedException.class, capture::enter);
    }

    @Test
    @Clause("C-190")
    void capture_nobodyIsThere_saysSoAndLeavesNothing() {
        try (Capture<ProviderCalls> capture = capture(Duration.ZERO)) {
            assertEquals(Capture.Status.NOBODY, capture.status());
            assertThrows(IllegalStateException.class, capture::dispatch);
        }
        provider.register();
        history.assertNothing();
    }

    @Test
    @Clause("C-190")
    void capture_allRefuse_tellsTheReason() {
        provider.refuses("no seats");
        provider.register();
        try (Capture<ProviderCalls> capture = capture(Duration.ZERO)) {
            assertEquals(Capture.Status.DECLINED, capture.status());
            assertTrue(capture.reason().contains("no seats"), capture::reason);
        }
    }

    @Test
    @Clause("C-190")
    void capture_providerComesInTime_isAttached() {
        Running<Capture<ProviderCalls>> waiting = harness.async(() -> capture(LONG));
        waiting.assertWaits();
        provider.register();
        assertTrue(waiting.get().isAttached(), "expected the capture to have a provider");
        waiting.get().close();
    }

    @Test
    @Clause("C-192")
    void capture_unloadBeginsWhileItWaits_saysStopping() {
        Running<Capture<ProviderCalls>> waiting = harness.async(() -> capture(LONG));
        waiting.assertWaits();
        Deregistration end = client.module().unload();
        assertEquals(Capture.Status.STOPPING, waiting.get().status());
        harness.awaitEnd(end);
    }

    @Test
    @Clause("C-191, C-192")
    void close_ofTheProviderWithACapturedCallInFlight_waits() {
        Hold hold = harness.hold();
        provider.dispatch(hold.around(ProviderCalls.class, what -> "slow " + what));
        provider.register();
        Capture<ProviderCalls> capture = capture(Duration.ZERO);
        Running<String> call = harness.async(() -> capture.dispatch().tellProvider("x"));
        hold.awaitInside();
        Running<?> stop = harness.start(provider::close);
        history.await("p.detach(c)");
        stop.assertWaits();

        hold.release();
        assertEquals("slow x", call.get());
        stop.get();
        assertFalse(capture.isAttached(), "expected the capture to have no provider");
        capture.close();
    }
}
