// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nmr.DetachedException;
import org.nmr.registrar.call.Guard;
import org.nmr.registrar.call.TestThreads;

/** Where the calls of a stand-in go when its guard is shut. */
@Timeout(300)
class StandInRedirectTest {
    private final StandInMaker maker = new StandInFactory().of(List.of(Supplier.class, Calls.class));

    /** What the redirect was asked. */
    private final List<Guard<?>> asked = new ArrayList<>();

    private final Map<Guard<?>, Guard<?>> next = new HashMap<>();

    /** Called through a stand-in. */
    public interface Calls {
        CompletionStage<String> later();
    }

    /** Answers with its name; may run something first. */
    private static final class Target implements Supplier<Object>, Calls {
        private final String name;
        private final CompletableFuture<String> later = new CompletableFuture<>();
        private Runnable first = () -> {};

        Target(String name) {
            this.name = name;
        }

        @Override
        public Object get() {
            first.run();
            return name;
        }

        @Override
        public CompletionStage<String> later() {
            return later;
        }
    }

    private final Target a = new Target("a");
    private final StandInGuard first = new StandInGuard(a);
    private final Target b = new Target("b");
    private final StandInGuard second = new StandInGuard(b);

    private Guard<?> redirect(Guard<?> ended) {
        asked.add(ended);
        return next.getOrDefault(ended, ended);
    }

    private Object standIn() {
        return maker.make(first, this::redirect);
    }

    @SuppressWarnings("unchecked")
    private static Object call(Object standIn) {
        return ((Supplier<Object>) standIn).get();
    }

    private static StandInGuard ended(String name) {
        StandInGuard guard = new StandInGuard(new Target(name));
        guard.end();
        return guard;
    }

    @Test
    void call_open_asksNobody() {
        assertEquals("a", call(standIn()));
        assertEquals(List.of(), asked);
    }

    @Test
    void redirect_anotherGuard_thisCallAndLaterOnesGoThere() {
        next.put(first, second);
        Object standIn = standIn();
        first.end();
        assertEquals("b", call(standIn));
        assertEquals("b", call(standIn));
        assertEquals(List.of(first), asked);
        assertFalse(first.wasEntered() && !first.isDrained());
        assertTrue(second.shutAndSeeDrained());
    }

    @Test
    void redirect_again_followsEachGuard() {
        StandInGuard third = new StandInGuard(new Target("c"));
        next.put(first, second);
        next.put(second, third);
        Object standIn = standIn();
        first.end();
        assertEquals("b", call(standIn));
        second.end();
        assertEquals("c", call(standIn));
        assertEquals(List.of(first, second), asked);
    }

    @Test
    void redirect_chainOfShutGuards_isAskedUntilOneIsOpen() {
        StandInGuard shut = ended("shut");
        next.put(first, shut);
        next.put(shut, second);
        Object standIn = standIn();
        first.end();
        assertEquals("b", call(standIn));
        assertEquals(List.of(first, shut), asked);
    }

    @Test
    void redirect_sameGuard_refusalReachesTheCaller() {
        Object standIn = standIn();
        first.end();
        assertEquals(
                "detached",
                assertThrows(DetachedException.class, () -> call(standIn)).getMessage());
        assertEquals(List.of(first), asked);
    }

    /** A cycle of guards that are shut would have no end. */
    @Test
    void redirect_cycleOfShutGuards_refusalReachesTheCaller() {
        StandInGuard one = ended("one");
        StandInGuard two = ended("two");
        next.put(first, one);
        next.put(one, two);
        next.put(two, one);
        Object standIn = standIn();
        first.end();
        assertThrows(DetachedException.class, () -> call(standIn));
        assertThrows(DetachedException.class, () -> call(standIn));
        next.put(one, second);
        next.put(two, second);
        assertEquals("b", call(standIn));
    }

    @Test
    void redirect_throws_callerGetsItAndLaterCallsAskAgain() {
        RuntimeException gone = new IllegalStateException("gone");
        Object standIn = maker.make(first, ended -> {
            asked.add(ended);
            throw gone;
        });
        first.end();
        assertSame(gone, assertThrows(RuntimeException.class, () -> call(standIn)));
        assertSame(gone, assertThrows(RuntimeException.class, () -> call(standIn)));
        assertEquals(List.of(first, first), asked);
    }

    @Test
    void redirect_throwsAnError_callerGetsIt() {
        Error error = new AssertionError("error");
        Object standIn = maker.make(first, ended -> {
            throw error;
        });
        first.end();
        assertSame(error, assertThrows(AssertionError.class, () -> call(standIn)));
    }

    /** It refuses by another exception, which says nothing of an end. */
    @Test
    void redirect_guardThatIsNotOpenYet_itsRefusalReachesTheCaller() {
        StandInGuard unattached = new StandInGuard();
        next.put(first, unattached);
        Object standIn = standIn();
        first.end();
        assertEquals(
                "not attached",
                assertThrows(IllegalStateException.class, () -> call(standIn)).getMessage());
        unattached.open(b);
        assertEquals("b", call(standIn));
    }

    /** What a peer throws is not a refusal, whatever its class is. */
    @Test
    void call_peerThrowsADetachedException_isPassedOnAndNobodyIsAsked() {
        DetachedException thrown = new DetachedException("of another binding");
        a.first = () -> {
            throw thrown;
        };
        assertSame(thrown, assertThrows(DetachedException.class, () -> call(standIn())));
        assertEquals(List.of(), asked);
        assertTrue(first.shutAndSeeDrained());
    }

    @Test
    void call_insideWhileTheStandInIsLedElsewhere_countsWhereItHasBegun() {
        next.put(first, second);
        Object standIn = standIn();
        List<Object> seen = new ArrayList<>();
        a.first = () -> {
            first.end();
            seen.add(call(standIn));
            seen.add(first.wasDrained());
            seen.add(second.isInside(Thread.currentThread()));
        };
        assertEquals("a", call(standIn));
        assertEquals(List.of("b", false, false), seen);
        assertTrue(first.wasDrained());
        assertTrue(second.shutAndSeeDrained());
    }

    @Test
    void stage_afterRedirect_countsOnTheNextGuard() {
        next.put(first, second);
        Object standIn = standIn();
        first.end();
        assertTrue(first.wasDrained());
        assertSame(b.later, ((Calls) standIn).later());
        assertFalse(second.shutAndSeeDrained());
        b.later.complete("done");
        assertTrue(second.wasDrained());
    }

    @Test
    void stage_pendingWhileTheStandInIsLedElsewhere_countsWhereItHasBegun() {
        next.put(first, second);
        Object standIn = standIn();
        assertSame(a.later, ((Calls) standIn).later());
        assertFalse(first.shutAndSeeDrained());
        assertEquals("b", call(standIn));
        a.later.complete("done");
        assertTrue(first.wasDrained());
        assertTrue(second.shutAndSeeDrained());
    }

    @Test
    void redirect_callsTheStandIn_isAskedInside() {
        AtomicReference<Object> self = new AtomicReference<>();
        List<Object> seen = new ArrayList<>();
        self.set(maker.make(first, ended -> {
            asked.add(ended);
            if (asked.size() == 1) {
                seen.add(call(self.get()));
            }
            return second;
        }));
        first.end();
        assertEquals("b", call(self.get()));
        assertEquals(List.of("b"), seen);
        assertTrue(second.shutAndSeeDrained());
    }

    /** The answer of the first that returns counts for all, also for those that have another one. */
    @Test
    void redirect_blocksWhileAnotherThreadLeadsTheStandIn_callGoesTheSameWay() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        StandInGuard third = new StandInGuard(new Target("c"));
        Thread slow = Thread.currentThread();
        AtomicReference<Thread> fast = new AtomicReference<>();
        AtomicReference<Object> seen = new AtomicReference<>();
        Object standIn = maker.make(first, ended -> {
            if (Thread.currentThread() == slow) {
                inside.countDown();
                await(goOn);
                return second;
            }
            return third;
        });
        first.end();
        fast.set(TestThreads.startVirtual(() -> {
            await(inside);
            seen.set(call(standIn));
            goOn.countDown();
        }));
        assertEquals("c", call(standIn));
        fast.get().join();
        assertEquals("c", seen.get());
        assertFalse(second.wasEntered());
    }

    /** The thread was refused before another one led the stand-in elsewhere, and looks only now. */
    @Test
    void next_ledElsewhereMeanwhile_asksNobody() {
        next.put(first, second);
        Object standIn = standIn();
        first.end();
        assertEquals("b", call(standIn));
        asked.clear();
        assertSame(second, StandInView.next((StandInView) standIn, first, new DetachedException("late")));
        assertEquals(List.of(), asked);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Held back as during the update of a bundle: the guard is not in use meanwhile. */
    @Test
    void redirect_blocksManyThreads_allGoOnAndNobodyIsInsideMeanwhile() throws Exception {
        CountDownLatch inside = new CountDownLatch(8);
        CountDownLatch replaced = new CountDownLatch(1);
        Object standIn = maker.make(first, ended -> {
            inside.countDown();
            await(replaced);
            return second;
        });
        first.end();
        List<Object> seen = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(TestThreads.startVirtual(() -> seen.add(call(standIn))));
        }
        await(inside);
        assertTrue(first.wasDrained());
        assertEquals(List.of(), first.holders());
        assertEquals(List.of(), second.holders());
        replaced.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of("b", "b", "b", "b", "b", "b", "b", "b"), seen);
        assertTrue(second.shutAndSeeDrained());
    }

    @Test
    void missing_targetWithoutAnInterface_isNamed() {
        assertNull(maker.missing(first));
        assertEquals(Supplier.class, maker.missing(new StandInGuard((Calls) () -> null)));
        assertNull(maker.missing(new StandInGuard()));
    }
}
