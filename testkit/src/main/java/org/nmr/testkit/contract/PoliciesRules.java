// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.nmr.Deregistration;
import org.nmr.DetachedException;
import org.nmr.UnloadPolicy;
import org.nmr.testkit.Clause;
import org.nmr.testkit.HeldCall;
import org.nmr.testkit.ModuleHarness;
import org.nmr.testkit.Running;

/** What happens at the deadline that a registration brings with it: see {@link UnloadPolicy}. */
abstract class PoliciesRules extends Rules {
    PoliciesRules(ModuleHarness harness) {
        super(harness);
    }

    /** The provider's end has the shortest deadline there is. */
    private void attach(String atDeadline) {
        provider.characteristic(UnloadPolicy.DEADLINE, 1L);
        provider.characteristic(UnloadPolicy.AT_DEADLINE, atDeadline);
        attach();
    }

    @Test
    @Clause("B-7, C-164")
    void revoke_callInFlight_isAbandonedAndNeverRunsInTheModuleThatHasEnded() {
        attach(UnloadPolicy.REVOKE);
        HeldCall<ProviderCalls> call = client.context().hold();
        provider.close();
        assertGone();

        AssertionError late = assertThrows(AssertionError.class, () -> call.release(peer -> peer.tellProvider("x")));
        assertInstanceOf(DetachedException.class, late.getCause());
    }

    @Test
    @Clause("B-8, C-142")
    void revoke_sideThatNeverCompletes_isCleanedUpOnce() {
        client.detachesLater();
        attach(UnloadPolicy.REVOKE);
        provider.close();
        assertGone();

        client.context().complete(); // late: changes nothing
        assertGone();
    }

    @Test
    @Clause("B-7")
    void wait_callInFlight_holdsTheEndPastTheDeadline() {
        attach(UnloadPolicy.WAIT);
        HeldCall<ProviderCalls> call = client.context().hold();
        Deregistration end = provider.deregister();
        assertFalse(end.await(Duration.ofMillis(50)), () -> "expected the timeout of a wait for " + end);
        history.assertCount(0, "p.cleanup(c)");

        call.release();
        harness.awaitEnd(end);
        assertGone();
    }

    @Test
    @Clause("B-7")
    void interrupt_callInFlight_isInterrupted() {
        provider.dispatch(what -> {
            history.record("inside");
            return untilInterrupted();
        });
        attach(UnloadPolicy.INTERRUPT);
        ProviderCalls view = client.peer();
        Running<String> call = harness.async(() -> view.tellProvider("x"));
        history.await("inside");
        history.clear();
        provider.close();

        assertEquals("interrupted", call.get());
        assertGone();
    }

    private static String untilInterrupted() {
        try {
            new CountDownLatch(1).await();
            return "expected to wait";
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }
}
