// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.nmr.Call;

/** What a guard answers in each of its states, without races. */
class GuardTest {
    private final TestGuard guard = TestGuard.opened();

    @Test
    void enter_new_refused() {
        assertThrows(TestGuard.Refused.class, new TestGuard()::enter);
        assertThrows(TestGuard.Refused.class, () -> new TestGuard().enterDetached("test"));
    }

    @Test
    void enter_open_reachesTarget() {
        try (Call<String> call = guard.enter()) {
            assertEquals(TestGuard.TARGET, call.dispatch());
            assertEquals(List.of(Holder.of(Thread.currentThread(), 1)), guard.holders());
        }
        assertEquals(List.of(), guard.holders());
    }

    @Test
    void enter_nested_isSameObjectAndCounted() {
        Call<String> outer = guard.enter();
        Call<String> inner = guard.enter();
        assertSame(outer, inner);
        assertEquals(List.of(Holder.of(Thread.currentThread(), 2)), guard.holders());
        inner.close();
        assertTrue(guard.isInside(Thread.currentThread()));
        outer.close();
        assertFalse(guard.isInside(Thread.currentThread()));
    }

    @Test
    void enter_shut_refusedAlsoWithSlot() {
        guard.enter().close();
        guard.shutAndDrain();
        assertThrows(TestGuard.Refused.class, guard::enter);
        assertThrows(TestGuard.Refused.class, () -> guard.enterDetached("test"));
        assertEquals(1, guard.drains());
    }

    @Test
    void enter_shutWhileInside_refusedAndNotCounted() {
        Call<String> call = guard.enter();
        guard.shutAndDrain();
        assertThrows(TestGuard.Refused.class, guard::enter);
        assertEquals(List.of(Holder.of(Thread.currentThread(), 1)), guard.holders());
        assertEquals(TestGuard.TARGET, call.dispatch());
        call.close();
        assertEquals(1, guard.drains());
    }

    @Test
    void reclose_thenOpen_letsInAgain() {
        guard.enter().close();
        guard.reclose();
        assertThrows(TestGuard.Refused.class, guard::enter);
        guard.open("other");
        try (Call<String> call = guard.enter()) {
            assertEquals("other", call.dispatch());
        }
        assertEquals(0, guard.drains());
    }

    @Test
    void reclose_shut_changesNothing() {
        guard.shutAndDrain();
        guard.reclose();
        assertThrows(AssertionError.class, () -> guard.open("again"));
    }

    @Test
    void open_open_refused() {
        AssertionError refused = assertThrows(AssertionError.class, () -> guard.open("again"));
        assertEquals("Guard guard: expected to be new, but was in state OPEN", refused.getMessage());
    }

    @Test
    void shut_neverEntered_drainsWithoutBarrier() {
        assertFalse(guard.shut());
        assertEquals(1, guard.drains());
        assertFalse(new TestGuard().shut());
    }

    @Test
    void shut_twice_drainsOnce() {
        guard.enter().close();
        assertTrue(guard.shut());
        assertFalse(guard.shut());
        guard.afterBarrier();
        guard.afterBarrier();
        assertFalse(guard.shut());
        assertEquals(1, guard.drains());
    }

    @Test
    void shut_barrierToCome_notDrained() {
        guard.enter().close();
        assertTrue(guard.shut());
        assertThrows(TestGuard.Refused.class, guard::enter);
        assertEquals(0, guard.drains());
    }

    @Test
    void close_lastOfSeveral_drains() {
        Call<String> outer = guard.enter();
        Call<String> inner = guard.enter();
        Call<String> detached = guard.enterDetached("test");
        guard.shutAndDrain();
        inner.close();
        outer.close();
        assertEquals(0, guard.drains());
        detached.close();
        assertEquals(1, guard.drains());
    }

    @Test
    void close_twice_refusedAndNotCounted() {
        Call<String> call = guard.enter();
        call.close();
        IllegalStateException refused = assertThrows(IllegalStateException.class, call::close);
        assertEquals(
                "Call of guard: expected an open call, but it is closed already. Close each call once",
                refused.getMessage());
        assertEquals(List.of(), guard.holders());
    }

    @Test
    void close_otherThread_refusedWithBothThreads() {
        Call<String> call = guard.enter();
        Thread owner = Thread.currentThread();
        ExecutionException failure = assertThrows(
                ExecutionException.class,
                () -> CompletableFuture.runAsync(call::close, TestThreads.NAMED).get());
        assertEquals(
                "Call of guard: expected close() on thread " + owner.getName()
                        + ", which has opened the call, but was on "
                        + "thread other. Close each call on the thread that opened it",
                failure.getCause().getMessage());
        call.close();
    }

    @Test
    void detached_anyThreadCloses_once() throws Exception {
        Call<String> call = guard.enterDetached("test");
        Holder holder = guard.holders().get(0);
        assertNull(holder.thread());
        assertEquals("test", holder.what());
        assertTrue(holder.began().isPresent());
        assertFalse(guard.isInside(Thread.currentThread()));
        CompletableFuture.runAsync(call::close, TestThreads.NAMED).get();
        assertThrows(IllegalStateException.class, call::close);
        assertEquals(List.of(), guard.holders());
    }

    @Test
    void detached_manyClosedInAnyOrder_noneIsLost() {
        Call<String> first = guard.enterDetached("test");
        Call<String> second = guard.enterDetached("test");
        Call<String> third = guard.enterDetached("test");
        second.close();
        assertEquals(2, guard.holders().size());
        third.close();
        guard.shutAndDrain();
        assertEquals(0, guard.drains());
        first.close();
        assertEquals(1, guard.drains());
    }

    @Test
    void abandon_callInFlight_drainsAtOnceAndIgnoresTheReturn() {
        Call<String> call = guard.enter();
        guard.shutAndDrain();
        assertTrue(guard.abandon());
        assertFalse(guard.abandon());
        assertThrows(TestGuard.Refused.class, call::dispatch);
        call.close();
        assertEquals(1, guard.drains());
    }

    @Test
    void abandon_open_doesNothing() {
        assertFalse(guard.abandon());
        guard.enter().close();
    }

    @Test
    void look_openOrCallInside_changesNothing() {
        assertFalse(guard.look());
        Call<String> call = guard.enter();
        assertFalse(guard.look());
        guard.shutAndDrain();
        assertFalse(guard.look());
        call.close();
        assertTrue(guard.look());
        assertEquals(1, guard.drains());
    }

    @Test
    void look_shutAndLeftSo_runsTheBarrierAndDrains() {
        guard.enter().close();
        assertTrue(guard.shut());
        assertTrue(guard.look());
        guard.afterBarrier();
        assertEquals(1, guard.drains());
    }

    @Test
    void look_shutAndLeftSoWithCallInside_waitsForIt() {
        Call<String> call = guard.enter();
        assertTrue(guard.shut());
        assertFalse(guard.look());
        call.close();
        assertEquals(1, guard.drains());
    }

    @Test
    void look_drainedHasThrown_callsItAgainUntilItReturns() {
        guard.failDrained(3);
        guard.enter().close();
        assertThrows(StackOverflowError.class, guard::shutAndDrain);
        assertTrue(guard.isDrained());
        assertThrows(StackOverflowError.class, guard::look);
        assertThrows(StackOverflowError.class, guard::afterBarrier);
        assertTrue(guard.look());
        assertTrue(guard.look());
        assertEquals(1, guard.drains());
    }

    @Test
    void look_drainedHasThrownInClose_callIsOver() {
        Call<String> call = guard.enter();
        guard.shutAndDrain();
        guard.failDrained(1);
        call.close();
        assertEquals(List.of(), guard.holders());
        assertTrue(guard.look());
        assertEquals(1, guard.drains());
    }

    @Test
    void look_drainedHasThrownInShutOrAbandon_callsItAgain() {
        guard.failDrained(1);
        assertThrows(StackOverflowError.class, guard::shut);
        assertTrue(guard.look());
        assertEquals(1, guard.drains());
        TestGuard other = TestGuard.opened();
        other.failDrained(1);
        other.enter();
        other.shutAndDrain();
        assertThrows(StackOverflowError.class, other::abandon);
        assertTrue(other.look());
        assertEquals(1, other.drains());
    }

    @Test
    void look_insideDrained_doesNotCallItAgain() {
        TestGuard curious = new TestGuard() {
            @Override
            protected void drained() {
                look();
                super.drained();
            }
        };
        curious.open("peer");
        curious.enter().close();
        curious.shutAndDrain();
        assertEquals(1, curious.drains());
    }
}
