// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo.ordinary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TrafficTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Greeter GREETER = name -> "Hello " + name;

    private final Traffic traffic = new Traffic();

    @Test
    void awaitBound_boundBefore_returnsAtOnce() throws Exception {
        traffic.bind(GREETER);
        assertTrue(traffic.awaitBound(Duration.ZERO));
    }

    @Test
    void awaitBound_boundWhileItWaits_returns() throws Exception {
        FutureTask<Boolean> waits = new FutureTask<>(() -> traffic.awaitBound(LONG));
        Thread waiting = new Thread(waits, "waits");
        waiting.start();
        while (waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        traffic.bind(GREETER);
        assertTrue(waits.get(50, TimeUnit.SECONDS));
    }

    @Test
    void awaitBound_notBound_isFalseAfterTheTime() throws Exception {
        assertFalse(traffic.awaitBound(Duration.ofMillis(1)));
        traffic.bind(GREETER);
        traffic.unbind(GREETER);
        assertFalse(traffic.awaitBound(Duration.ofMillis(1)));
    }

    @Test
    void counts_boundTwice_isReboundOnce() {
        traffic.bind(GREETER);
        traffic.bind(GREETER);
        assertEquals(new Counts(0, 0, 0, 0, 1), traffic.counts());
    }

    @Test
    void isUndisturbed_anyFailureOrNewBinding_isFalse() {
        assertTrue(new Counts(9, 0, 0, 0, 0).isUndisturbed());
        assertFalse(new Counts(9, 1, 0, 0, 0).isUndisturbed());
        assertFalse(new Counts(9, 0, 1, 0, 0).isUndisturbed());
        assertFalse(new Counts(9, 0, 0, 1, 0).isUndisturbed());
        assertFalse(new Counts(9, 0, 0, 0, 1).isUndisturbed());
    }
}
