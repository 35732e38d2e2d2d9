// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.nmr.Call;
import org.nmr.testkit.LeakCheck;

/** Calls of virtual threads; on a JDK that has none the same with platform threads, and fewer of them. */
class VirtualThreadTest {
    private static final boolean IS_THERE = Runtime.version().feature() >= 21;
    private static final int MANY = IS_THERE ? 10_000 : 300;

    private final TestGuard guard = TestGuard.opened();

    @Test
    void enter_manyInsideAtOnce_areAllHoldersAndTheLastOneDrains() throws Exception {
        CountDownLatch inside = new CountDownLatch(MANY);
        CountDownLatch end = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            threads.add(TestThreads.startVirtual(() -> {
                try (Call<String> call = guard.enter()) {
                    inside.countDown();
                    VirtualThreadTest.await(end);
                    assertEquals(TestGuard.TARGET, call.dispatch());
                }
            }));
        }
        inside.await();
        assertEquals(MANY, guard.holders().size());
        assertTrue(guard.isInside(threads.get(0)));
        guard.shutAndDrain();
        assertEquals(0, guard.drains());
        end.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(1, guard.drains());
    }

    @Test
    void enter_parkedInsideOnAnyCarrier_isTheSameHolderAndMayClose() throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            threads.add(TestThreads.startVirtual(() -> {
                try {
                    migrate();
                } catch (Throwable e) {
                    failure.set(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertNull(failure.get());
        assertEquals(List.of(), guard.holders());
    }

    private void migrate() {
        try (Call<String> outer = guard.enter()) {
            for (int i = 0; i < 50; i++) {
                try (Call<String> inner = guard.enter()) {
                    LockSupport.parkNanos(1_000);
                    assertTrue(guard.isInside(Thread.currentThread()));
                    assertEquals(TestGuard.TARGET, inner.dispatch());
                }
            }
            assertEquals(TestGuard.TARGET, outer.dispatch());
        }
    }

    @Test
    void enter_threadHasEnded_isNotPinned() throws Exception {
        LeakCheck leaks = new LeakCheck(); // its carrier may keep it for a moment
        call(leaks);
        leaks.assertCollected();
        assertEquals(List.of(), guard.holders());
    }

    private void call(LeakCheck leaks) throws Exception {
        leaks.watch("the thread", TestThreads.startVirtual(() -> guard.enter().close()))
                .join();
    }

    @Test
    void close_byAnotherThread_detachedOnly() throws Exception {
        CompletableFuture<Call<String>> begun = new CompletableFuture<>();
        TestThreads.startVirtual(() -> begun.complete(guard.enterDetached("test")))
                .join();
        guard.shutAndDrain();
        assertEquals(0, guard.drains());
        begun.get().close();
        assertEquals(1, guard.drains());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
