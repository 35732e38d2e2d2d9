// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The history of callbacks, in order, from any thread.
 *
 * <p>Scripted modules record here, as {@code self.event(peer)}: {@code attachProvider} and {@code attachClient} when
 * they begin; {@code attached}, {@code refused} or {@code failed} when the client has got its answer; {@code detach}
 * and {@code cleanup} when they begin.
 */
public final class Recorder {
    private final List<String> events = new ArrayList<>();
    private long recorded;

    /** Told of each event on the thread that records it, while no lock of the recorder is held. */
    private volatile Consumer<String> listener = event -> {};

    /** Makes an empty history. */
    public Recorder() {}

    /**
     * Records an event, and runs the action for it on this thread if there is one.
     *
     * @return its number, which is greater than those of all events before
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

    /** Calls the listener for each later event, on the thread that records it, instead of the listener before. */
    public void onEvent(Consumer<String> newListener) {
        listener = newListener;
    }

    /** Runs the action when the event is recorded next, once, on the thread that records it. */
    public void during(String event, Runnable action) {
        AtomicBoolean done = new AtomicBoolean();
        onEvent(seen -> {
            if (seen.equals(event) && done.compareAndSet(false, true)) {
                action.run();
            }
        });
    }

    /** Returns what has happened so far. */
    public synchronized List<String> events() {
        return List.copyOf(events);
    }

    /** Returns how often the event has happened. */
    public long count(String event) {
        return events().stream().filter(event::equals).count();
    }

    /** Forgets what has happened so far. */
    public synchronized void clear() {
        events.clear();
    }

    /**
     * Waits until the event has happened.
     *
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
                        + Waits.limit().toSeconds() + " s, was " + events);
            }
            wait(millis);
        }
    }

    /** Asserts that exactly these events have happened, in this order. */
    public void assertHistory(String... expected) {
        assertEquals(String.join("\n", expected), String.join("\n", events()));
    }

    /** Asserts that exactly these events have happened, in any order. */
    public void assertHappened(String... expected) {
        List<String> wanted = List.of(expected).stream().sorted().toList();
        assertEquals(
                String.join("\n", wanted),
                String.join("\n", events().stream().sorted().toList()));
    }

    /** Asserts that nothing has happened. */
    public void assertNothing() {
        assertHistory();
    }

    /** Asserts that the event has happened so often. */
    public void assertCount(long expected, String event) {
        assertEquals(expected, count(event), () -> "how often " + event + " is in " + events());
    }
}
