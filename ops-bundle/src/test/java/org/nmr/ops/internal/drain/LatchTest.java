// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What threads wait for that wait for a drain. */
@Timeout(60)
class LatchTest {
    private final Latch latch = new Latch();

    @Test
    void await_limit_isKept() throws InterruptedException {
        assertFalse(latch.await(-1));
        assertFalse(latch.await(0));
        long begin = System.nanoTime();
        assertFalse(latch.await(TimeUnit.MILLISECONDS.toNanos(20)));
        assertTrue(System.nanoTime() - begin >= TimeUnit.MILLISECONDS.toNanos(20));
    }

    @Test
    void open_always_releasesThoseWhoWaitAndWhoCome() throws Exception {
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(this::awaitLong);
        latch.open();
        assertTrue(waiting.get());
        assertTrue(latch.await(0));
        assertTrue(latch.await(Long.MAX_VALUE));
    }

    private boolean awaitLong() {
        try {
            return latch.await(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void await_interrupted_throws() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> latch.await(Long.MAX_VALUE));
    }
}
