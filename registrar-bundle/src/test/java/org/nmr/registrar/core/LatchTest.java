// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.nmr.registrar.unload.Latch;

/** What a full heap does to it is in {@code ExhaustionTest}. */
class LatchTest {
    private final Latch latch = new Latch();

    @Test
    void await_open_returnsTrueAtOnceAlsoWhenInterrupted() throws InterruptedException {
        latch.open();
        Thread.currentThread().interrupt();
        assertTrue(latch.await(0));
        assertTrue(latch.await(Long.MAX_VALUE));
        assertTrue(Thread.interrupted());
    }

    @Test
    void await_limitIsOver_returnsFalse() throws InterruptedException {
        assertFalse(latch.await(-1));
        assertFalse(latch.await(0));
        assertFalse(latch.await(1_000));
    }

    @Test
    void await_interrupted_throwsAndClearsTheFlag() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> latch.await(Long.MAX_VALUE));
        assertFalse(Thread.interrupted());
    }

    @Test
    void open_manyThreadsAwait_wakesAll() throws Exception {
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int round = 0; round < 1_000; round++) {
                Latch each = new Latch();
                List<Future<Boolean>> results = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    results.add(pool.submit(() -> each.await(Long.MAX_VALUE)));
                }
                each.open();
                for (Future<Boolean> result : results) {
                    assertEquals(true, result.get());
                }
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void open_again_changesNothing() throws InterruptedException {
        latch.open();
        latch.open();
        assertTrue(latch.isOpen());
        assertTrue(latch.await(0));
    }
}
