// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nmr.diagnostics.EventDTO;
import org.nmr.diagnostics.EventKind;
import org.nmr.diagnostics.OwnerDTO;

/** A listener gets its events in order, and what it does concerns no one else. */
@Timeout(60)
class EventQueueTest {
    private static final Set<EventKind> ALL = EnumSet.allOf(EventKind.class);

    private final List<String> warnings = new ArrayList<>();
    private final Events events = new Events((cause, message, thrown) -> warnings.add(message));
    private final List<EventDTO> heard = new ArrayList<>();

    private EventQueue follow(Set<EventKind> kinds) {
        EventQueue queue = events.subscribe("listener of test", kinds);
        queue.open();
        return queue;
    }

    private void tell(EventKind kind, String reason) {
        events.tell(kind, event -> event.reason = reason);
    }

    private List<String> rest(EventQueue queue) {
        queue.finish();
        queue.serve(heard::add, () -> true);
        return heard.stream().map(event -> event.kind + " " + event.reason).toList();
    }

    @Test
    void tell_noListener_makesNothing() {
        assertFalse(events.isHeard(EventKind.ATTACHED));
        assertNull(events.make(EventKind.ATTACHED, event -> warnings.add("was made")));
        assertEquals(List.of(), warnings);
    }

    @Test
    void tell_kindThatNoListenerWants_makesNothing() {
        EventQueue queue = follow(EnumSet.of(EventKind.UNLOADED));
        assertFalse(events.isHeard(EventKind.ATTACHED));
        assertTrue(events.isHeard(EventKind.UNLOADED));
        tell(EventKind.ATTACHED, "1");
        tell(EventKind.UNLOADED, "2");
        assertEquals(List.of("UNLOADED 2"), rest(queue));
    }

    @Test
    void serve_severalListeners_eachGetsAllInOrderAndAsACopy() {
        EventQueue one = follow(ALL);
        EventQueue other = follow(ALL);
        events.tell(EventKind.ATTACHED, event -> event.client = new OwnerDTO());
        tell(EventKind.DETACHED, "2");
        assertEquals(List.of("ATTACHED ", "DETACHED 2"), rest(one));
        assertEquals(4, rest(other).size());
        assertNotSame(heard.get(0), heard.get(2));
        assertNotSame(heard.get(0).client, heard.get(2).client);
        assertTrue(heard.get(0).time > 0);
    }

    /** Else it would not pause, and would take all of a processor while memory is used up. */
    @Test
    void serve_failsOnAnInterruptedThread_forgetsTheInterrupt() {
        EventQueue queue = follow(ALL);
        tell(EventKind.ATTACHED, "lost");
        tell(EventKind.DETACHED, "told");
        queue.finish();
        List<Boolean> interrupted = new ArrayList<>();
        queue.serve(heard::add, () -> {
            interrupted.add(Thread.currentThread().isInterrupted());
            if (interrupted.size() == 1) {
                Thread.currentThread().interrupt();
                throw new OutOfMemoryError("as the test says");
            }
            return true;
        });
        assertEquals(List.of(false, false), interrupted);
        assertEquals(
                List.of(EventKind.DETACHED),
                heard.stream().map(event -> event.kind).toList());
    }

    @Test
    void serve_listenerThrows_goesOnAndWarns() {
        EventQueue queue = follow(ALL);
        tell(EventKind.ATTACHED, "exception");
        tell(EventKind.ATTACHED, "error");
        tell(EventKind.ATTACHED, "last");
        queue.finish();
        queue.serve(
                event -> {
                    heard.add(event);
                    switch (event.reason) {
                        case "exception" -> throw new IllegalStateException("wanted");
                        case "error" -> throw new StackOverflowError("wanted");
                        default -> event.kind = null;
                    }
                },
                () -> true);
        assertEquals(3, heard.size());
        assertEquals(2, warnings.size());
        assertTrue(
                warnings.get(0).startsWith("listener of test has failed in event() of ATTACHED"), warnings::toString);
    }

    @Test
    void put_listenerIsSlow_missesTheNewestAndIsToldHowMany() {
        EventQueue queue = follow(ALL);
        for (int i = 0; i < EventQueue.LIMIT + 3; i++) {
            tell(EventKind.ATTACHED, "" + i);
        }
        queue.report();
        queue.report();
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).startsWith("listener of test is slow: 1000 events wait for it"), warnings::toString);

        int[] left = {1};
        queue.serve(heard::add, () -> left[0]-- > 0); // takes two, tells one
        queue.open();
        tell(EventKind.DETACHED, "next");
        rest(queue);
        assertEquals("next", heard.get(heard.size() - 1).reason);
        assertEquals(3, heard.get(heard.size() - 1).missed);
        assertEquals(3, heard.stream().mapToLong(event -> event.missed).sum());
    }

    @Test
    void make_failsHalfway_isMissedAndThrowsNothing() {
        EventQueue queue = follow(ALL);
        events.tell(EventKind.ATTACHED, event -> {
            throw new StackOverflowError("wanted");
        });
        tell(EventKind.DETACHED, "next");
        rest(queue);
        assertEquals(1, heard.get(0).missed);
    }

    @Test
    void close_eventsWait_tellsNothingMore() {
        EventQueue queue = follow(ALL);
        tell(EventKind.ATTACHED, "1");
        queue.close();
        tell(EventKind.ATTACHED, "2");
        queue.open();
        assertFalse(events.isHeard(EventKind.ATTACHED));
        assertEquals(List.of(), rest(queue));
    }

    @Test
    void close_whileTheListenerIsInside_returnsAtOnce() throws InterruptedException {
        EventQueue queue = follow(ALL);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        Thread thread = new Thread(() -> queue.serve(
                event -> {
                    inside.countDown();
                    await(gate);
                },
                () -> true));
        thread.start();
        tell(EventKind.ATTACHED, "1");
        await(inside);
        queue.close();
        gate.countDown();
        thread.join(TimeUnit.SECONDS.toMillis(30));
        assertFalse(thread.isAlive());
    }

    @Test
    void serve_interrupted_goesOn() {
        EventQueue queue = follow(ALL);
        tell(EventKind.ATTACHED, "1");
        Thread.currentThread().interrupt();
        assertEquals(List.of("ATTACHED 1"), rest(queue));
        Thread.interrupted();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
