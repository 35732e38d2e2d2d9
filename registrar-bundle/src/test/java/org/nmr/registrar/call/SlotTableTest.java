// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Slots of many threads, of dead ones, and of threads with the same home. */
class SlotTableTest {
    private final TestGuard guard = TestGuard.opened();

    @Test
    void with_manyLiveThreads_findsEachAndStaysHalfFull() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        Slot<?>[] table = SlotTable.EMPTY;
        for (int i = 0; i < 40; i++) {
            Thread thread = TestThreads.start(() -> await(end), "live");
            threads.add(thread);
            table = SlotTable.with(table, new Slot<>(guard, thread), thread);
        }
        assertEquals(128, table.length);
        for (Thread thread : threads) {
            assertTrue(SlotTable.find(table, thread).refersTo(thread));
        }
        assertNull(SlotTable.find(table, Thread.currentThread()));
        end.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        Thread current = Thread.currentThread();
        Slot<?> last = new Slot<>(guard, current);
        table = SlotTable.with(table, last, current);
        assertEquals(2, table.length);
        assertSame(last, SlotTable.find(table, current));
    }

    @Test
    void with_sameHomes_findsEachByIdentity() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Thread one = TestThreads.start(() -> await(end), "one");
        Thread two = one;
        List<Thread> threads = new ArrayList<>(List.of(one));
        while (two == one) {
            Thread next = TestThreads.start(() -> await(end), "next");
            threads.add(next);
            two = (Threads.key(one) - Threads.key(next)) % 64 == 0 ? next : one;
        }
        Slot<?> first = new Slot<>(guard, one);
        Slot<?> second = new Slot<>(guard, two);
        Slot<?>[] table = SlotTable.with(SlotTable.with(SlotTable.EMPTY, first, one), second, two);
        assertEquals(32, table.length);
        assertSame(first, SlotTable.find(table, one));
        assertSame(second, SlotTable.find(table, two));
        end.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void with_twoThreads_eachHasAHomeOfItsOwn() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        Thread current = Thread.currentThread();
        Slot<?> mine = new Slot<>(guard, current);
        Slot<?>[] one = SlotTable.with(SlotTable.EMPTY, mine, current);
        for (int i = 0; i < 16; i++) {
            Thread other = TestThreads.start(() -> await(end), "other");
            Slot<?>[] table = SlotTable.with(one, new Slot<>(guard, other), other);
            boolean isShared = (Threads.key(current) - Threads.key(other)) % 32 == 0;
            assertTrue(isShared || SlotTable.home(table, current) != SlotTable.home(table, other));
        }
        end.countDown();
    }

    @Test
    void enter_manyShortThreads_leaveNothingBehind() throws InterruptedException {
        for (int i = 0; i < 500; i++) {
            TestThreads.run(() -> guard.enter().close());
        }
        guard.shutAndDrain();
        assertEquals(1, guard.drains());
    }

    @Test
    void enter_threadEndsInside_staysCountedUntilAbandoned() throws InterruptedException {
        TestThreads.run(guard::enter);
        TestThreads.run(() -> guard.enter().close());
        guard.shutAndDrain();
        assertEquals(0, guard.drains());
        assertEquals(1, guard.holders().size());
        assertTrue(guard.abandon());
        assertEquals(1, guard.drains());
        assertThrows(TestGuard.Refused.class, guard::enter);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
