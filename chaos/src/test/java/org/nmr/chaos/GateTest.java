// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GateTest {
    private final Gate gate = new Gate();

    private int movedSince() throws InterruptedException {
        AtomicInteger since = new AtomicInteger();
        assertTrue(gate.close(Duration.ofMinutes(1), () -> since.set(gate.movedSince())));
        return since.get();
    }

    @Test
    void movedSince_oneThreadTakesNoStep_isTheClosingBeforeItsLastStep() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch passed = new CountDownLatch(1);
        Thread slow = new Thread(() -> {
            gate.pass(() -> {});
            passed.countDown();
            awaitQuietly(end);
        });
        slow.start();
        passed.await();
        assertEquals(0, movedSince());
        gate.pass(() -> {});
        assertEquals(0, movedSince(), "the slow thread has not moved on since the beginning");
        end.countDown();
        slow.join();
        gate.pass(() -> {});
        assertEquals(2, movedSince(), "the slow thread has ended");
    }

    @Test
    void movedSince_everyThreadTakesAStep_isTheClosingBefore() throws Exception {
        gate.pass(() -> {});
        assertEquals(0, movedSince());
        gate.pass(() -> {});
        assertEquals(1, movedSince());
        assertEquals(1, movedSince(), "no step since");
    }

    @Test
    void movedSince_noThreadIsLeft_isThisClosing() throws Exception {
        Thread ended = new Thread(() -> gate.pass(() -> {}));
        ended.start();
        ended.join();
        assertEquals(1, movedSince());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("not interrupted in this test", e);
        }
    }
}
