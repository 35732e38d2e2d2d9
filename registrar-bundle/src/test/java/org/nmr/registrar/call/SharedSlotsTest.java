// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.nmr.Call;

/** Slots that threads take turns in. Virtual threads use them; here others do as if, so that every JDK runs this. */
class SharedSlotsTest {
    private final TestGuard guard = TestGuard.opened();

    @Test
    void enter_nested_isOneHolderAndOneSlot() {
        Call<String> outer = enter();
        Call<String> inner = enter();
        assertSame(outer, inner);
        assertEquals(List.of(Holder.of(Thread.currentThread(), 2)), guard.holders());
        assertTrue(guard.isInside(Thread.currentThread()));
        inner.close();
        assertEquals(List.of(Holder.of(Thread.currentThread(), 1)), guard.holders());
        assertEquals(TestGuard.TARGET, outer.dispatch());
        outer.close();
        assertFalse(guard.isInside(Thread.currentThread()));
    }

    @Test
    void enter_shut_refusedAndNotCounted() {
        assertThrows(TestGuard.Refused.class, () -> new TestGuard().enterShared(Thread.currentThread()));
        Call<String> call = enter();
        guard.shutAndDrain();
        assertThrows(TestGuard.Refused.class, this::enter);
        assertEquals(List.of(Holder.of(Thread.currentThread(), 1)), guard.holders());
        assertEquals(0, guard.drains());
        call.close();
        assertEquals(1, guard.drains());
        assertThrows(TestGuard.Refused.class, this::enter);
    }

    @Test
    void enter_closed_refusedAndSlotIsFree() {
        enter().close();
        guard.reclose();
        assertThrows(TestGuard.Refused.class, this::enter);
        assertEquals(List.of(), guard.holders());
    }

    @Test
    void shut_usedByShared_needsTheBarrier() {
        enter().close();
        assertTrue(guard.shut());
        assertTrue(guard.look());
    }

    @Test
    void close_twice_refusedAndNotCounted() {
        Call<String> call = enter();
        call.close();
        IllegalStateException refused = assertThrows(IllegalStateException.class, call::close);
        assertEquals(
                "Call of guard: expected an open call, but it is closed already. Close each call once",
                refused.getMessage());
    }

    @Test
    void close_otherThread_refusedWithBothThreads() {
        Call<String> call = enter();
        ExecutionException failure = assertThrows(
                ExecutionException.class,
                () -> CompletableFuture.runAsync(call::close, TestThreads.NAMED).get());
        assertEquals(
                "Call of guard: expected close() on thread "
                        + Thread.currentThread().getName() + ", which has opened the call, but was on thread other."
                        + " Close each call on the thread that opened it",
                failure.getCause().getMessage());
        call.close();
        assertEquals(List.of(), guard.holders());
    }

    @Test
    void abandon_callInFlight_ignoresTheReturn() {
        Call<String> call = enter();
        guard.shutAndDrain();
        assertTrue(guard.abandon());
        assertThrows(TestGuard.Refused.class, call::dispatch);
        call.close();
        assertEquals(1, guard.drains());
    }

    @Test
    void enter_moreThreadsThanSlots_eachIsNamedAndNoneStays() throws Exception {
        int count = 3 * SharedSlots.MOST;
        CountDownLatch inside = new CountDownLatch(count);
        CountDownLatch end = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            threads.add(TestThreads.start(
                    () -> {
                        Call<String> call = enter();
                        inside.countDown();
                        SharedSlotsTest.await(end);
                        call.close();
                    },
                    "inside"));
        }
        inside.await();
        Set<Thread> holders = new HashSet<>();
        guard.holders().forEach(holder -> holders.add(holder.thread()));
        assertEquals(new HashSet<>(threads), holders);
        guard.shutAndDrain();
        end.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(1, guard.drains());
    }

    @Test
    void claim_homeTaken_findsAnotherSlotAndComesBack() throws Exception {
        SharedSlots<String> slots = new SharedSlots<>(guard);
        Thread current = Thread.currentThread();
        SharedSlot<String> home = slots.claim(current);
        assertTrue(home != null);
        home.close();
        assertSame(home, slots.claim(current));
        home.close();
        assertTrue(home.tryUp(new Thread()));
        SharedSlot<String> other = slots.claim(current);
        assertNotSame(home, other);
        assertTrue(slots.isInside(current));
        home.owner = null;
        assertFalse(slots.isEmpty());
        other.close();
        assertTrue(slots.isEmpty());
    }

    @Test
    void claim_allTaken_givesUp() {
        SharedSlots<String> slots = new SharedSlots<>(guard);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20 * SharedSlots.MOST; i++) {
            threads.add(new Thread());
            slots.claim(threads.get(i));
        }
        List<Holder> holders = new ArrayList<>();
        slots.addHolders(holders);
        assertEquals(SharedSlots.MOST, holders.size());
        assertNull(slots.claim(new Thread()));
    }

    @Test
    void close_drainedFails_callIsOverAndTheNextLookGoesOn() {
        Call<String> call = enter();
        guard.shutAndDrain();
        guard.failDrained(1);
        call.close();
        assertEquals(List.of(), guard.holders());
        assertTrue(guard.look());
        assertEquals(1, guard.drains());
    }

    private Call<String> enter() {
        return guard.enterShared(Thread.currentThread());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
