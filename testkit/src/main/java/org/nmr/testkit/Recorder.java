// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The history of callbacks, in order, from any thread.
 *
 * <p>Scripted modules record events here, as {@code self.event(peer)}:
 *
 * <ul>
 * <li>{@code attachProvider} and {@code attachClient} when they begin,
 * <li>{@code attached}, {@code refused} or {@code failed} when the client has got its answer,
 * <li>{@code detach} and {@code cleanup} when they begin.
 * </ul>
 */
public final class Recorder {
    private final List<String> events = new ArrayList<>();
    private long recorded;

    /** It gets each event on the thread that records it, while no lock of the recorder is held. */
    private volatile Consumer<String> listener = event -> {};

    /** Makes an empty history. */
    public Recorder() {}

    /**
     * Records an event, and calls the listener on this thread.
     *
     * @param event the event
     * @return the number of the event, which is greater than the numbers of all earlier events
     */
    public long record(String event) {
        long number;
        synchronized (this) {
            events.add(event);
            number = ++recorded;
            notifyAll();
        }
        listener.accept(event);
        return number;
    }

    /**
     * Sets the listener of each later event, which replaces the one before. The thread that records it calls it.
     *
     * @param newListener the listener
     */
    public void onEvent(Consumer<String> newListener) {
        listener = newListener;
    }

    /**
     * Runs the action once, when the event is recorded next, on the thread that records it.
     *
     * @param event the event
     * @param action the action
     */
    public void during(String event, Runnable action) {
        AtomicBoolean done = new AtomicBoolean();
        onEvent(seen -> {
            if (seen.equals(event) && done.compareAndSet(false, true)) {
                action.run();
            }
        });
    }

    /**
     * Returns the events so far.
     *
     * @return a copy of the list, the oldest first
     */
    public synchronized List<String> events() {
        return List.copyOf(events);
    }

    /**
     * Returns how often the event has happened.
     *
     * @param event the event
     * @return how often the history has it
     */
    public long count(String event) {
        return events().stream().filter(event::equals).count();
    }

    /** Removes the events so far. */
    public synchronized void clear() {
        events.clear();
    }

    /**
     * Waits until the event has happened.
     *
     * @param event the event
     * @throws AssertionError if it does not happen in time
     */
    public void await(String event) {
        try {
            awaitInterruptibly(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the event " + event, e);
        }
    }

    private synchronized void awaitInterruptibly(String event) throws InterruptedException {
        long end = System.nanoTime() + Waits.limit().toNanos();
        while (!events.contains(event)) {
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new AssertionError("expected the event " + event + " within "
                        + Waits.limit().toSeconds() + " s, saw " + Counted.list(events));
            }
            wait(millis);
        }
    }

    /**
     * Asserts that exactly these events have happened, in this order.
     *
     * @param expected the events
     * @throws AssertionError if others have; says which event is the first one that differs
     */
    public void assertHistory(String... expected) {
        List<String> wanted = List.of(expected);
        List<String> seen = events();
        if (!seen.equals(wanted)) {
            int same = 0;
            while (same < Math.min(seen.size(), wanted.size()) && seen.get(same).equals(wanted.get(same))) {
                same++;
            }
            fail(" in this order", wanted, seen, "event " + (same + 1) + " is the first one that differs");
        }
    }

    /**
     * Asserts that exactly these events have happened, in any order.
     *
     * @param expected the events
     * @throws AssertionError if others have; says which are missing and which were not expected
     */
    public void assertHappened(String... expected) {
        List<String> wanted = Stream.of(expected).sorted().toList();
        List<String> seen = events().stream().sorted().toList();
        if (!seen.equals(wanted)) {
            fail(
                    " in any order",
                    wanted,
                    seen,
                    "missing: " + without(wanted, seen) + ", not expected: " + without(seen, wanted));
        }
    }

    /** Asserts that no event has happened. */
    public void assertNothing() {
        assertHistory();
    }

    /**
     * Asserts that the event has happened the expected number of times.
     *
     * @param expected the number
     * @param event the event
     * @throws AssertionError if it is another number; the message has the history
     */
    public void assertCount(long expected, String event) {
        List<String> history = events();
        long seen = history.stream().filter(event::equals).count();
        if (seen != expected) {
            String message = "expected the event " + event + " " + Counted.many(expected, "time") + ", saw it "
                    + Counted.many(seen, "time") + " among " + Counted.list("event", history);
            Counted.fail(message, expected, seen);
        }
    }

    private static void fail(String how, List<String> expected, List<String> seen, String difference) {
        String wanted = Counted.many(expected.size(), "event") + how + Counted.lines(expected);
        String message = "expected " + wanted + "\nsaw " + Counted.list(seen) + "\n" + difference;
        Counted.fail(message, String.join("\n", expected), String.join("\n", seen));
    }

    /** Returns the elements that are too many in the first list; an element may be there several times. */
    private static List<String> without(List<String> all, List<String> others) {
        List<String> rest = new ArrayList<>(all);
        others.forEach(rest::remove);
        return rest;
    }
}
