// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.event;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.DiagnosticListener;
import org.nmr.diagnostics.EventDTO;
import org.nmr.diagnostics.EventKind;
import org.nmr.diagnostics.OwnerDTO;
import org.nmr.registrar.text.ForeignText;

/**
 * The queue of one diagnostic listener: threads of modules put events in, and the listener's thread takes them out. Its
 * monitor guards the fields; nothing is called with it.
 */
public final class EventQueue implements Feed<DiagnosticListener> {
    /** While so many wait, new events are left out. */
    static final int LIMIT = 1000;

    /** How long the listener's thread pauses when memory is used up, in nanoseconds. */
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    /** One event, which several queues share, and how many were left out before it. */
    private record Entry(EventDTO event, long missed) {}

    private final Events events;
    private final String name;
    private final Set<EventKind> kinds;
    private final Events.Warner warner;

    /** Never grows, so that a put which the end of a stack interrupts changes nothing. */
    private final Deque<Entry> waiting = new ArrayDeque<>(LIMIT + 1);

    /** How many were left out since the last one that was put in. */
    private long missed;

    private boolean isReported;

    /** Whether nothing is told any more. */
    private boolean closed;

    /** Whether only what waits is told. */
    private boolean finishing;

    EventQueue(Events events, String name, Set<EventKind> kinds, Events.Warner warner) {
        this.events = events;
        this.name = name;
        this.kinds = Set.copyOf(kinds);
        this.warner = warner;
    }

    @Override
    public void open() {
        if (!isClosed()) {
            events.add(this);
        }
        if (isClosed()) { // meanwhile
            events.remove(this);
        }
    }

    /** What the listener wants; unmodifiable. */
    Set<EventKind> kinds() {
        return kinds;
    }

    private boolean wants(EventKind kind) {
        return kinds.contains(kind);
    }

    synchronized void put(EventDTO event) {
        if (!wants(event.kind) || closed || finishing) {
            return;
        }
        if (waiting.size() >= LIMIT) {
            missed++;
            return;
        }
        waiting.addLast(new Entry(event, missed));
        missed = 0;
        notifyAll();
    }

    synchronized void miss(EventKind kind) {
        if (wants(kind)) {
            missed++;
        }
    }

    @Override
    public void serve(DiagnosticListener listener, BooleanSupplier isThere) {
        boolean goesOn = true;
        while (goesOn) {
            try {
                goesOn = tellNext(listener, isThere);
            } catch (Throwable failed) { // memory is used up
                Thread.interrupted(); // by the listener; else there would be no pause
                LockSupport.parkNanos(PAUSE);
            }
        }
        events.remove(this);
    }

    /** In a method of its own, so that a thread that waits keeps nothing of the last event. */
    private boolean tellNext(DiagnosticListener listener, BooleanSupplier isThere) {
        Entry next = take();
        if (next == null || !isThere.getAsBoolean()) {
            return false;
        }
        tell(listener, copy(next));
        return true;
    }

    private synchronized @Nullable Entry take() {
        while (waiting.isEmpty() && !closed && !finishing) {
            try {
                wait();
            } catch (InterruptedException byTheListener) {
                Thread.interrupted(); // it has no meaning here
            }
        }
        return waiting.pollFirst();
    }

    private void tell(DiagnosticListener listener, EventDTO event) {
        assert !Thread.holdsLock(this);
        EventKind kind = event.kind; // the listener may change its copy
        try {
            listener.event(event);
        } catch (Throwable thrown) {
            warner.warn(
                    "diagnostic listeners that failed: "
                            + ForeignText.of(thrown.getClass().getName()),
                    name + " has failed in event() of " + kind + ". It is told the next event",
                    thrown);
        }
    }

    /** Each listener may do with its event what it likes. */
    private static EventDTO copy(Entry entry) {
        EventDTO event = entry.event();
        EventDTO copy = new EventDTO();
        copy.kind = event.kind;
        copy.time = event.time;
        copy.durationNanos = event.durationNanos;
        copy.subject = event.subject;
        copy.owner = copy(event.owner);
        copy.client = copy(event.client);
        copy.provider = copy(event.provider);
        copy.npi = event.npi;
        copy.binding = event.binding;
        copy.outcome = event.outcome;
        copy.reason = event.reason;
        copy.calls = event.calls;
        copy.missed = entry.missed();
        return copy;
    }

    private static @Nullable OwnerDTO copy(@Nullable OwnerDTO owner) {
        if (owner == null) {
            return null;
        }
        OwnerDTO copy = new OwnerDTO();
        copy.bundle = owner.bundle;
        copy.name = owner.name;
        copy.version = owner.version;
        copy.module = owner.module;
        return copy;
    }

    @Override
    public synchronized void finish() {
        finishing = true;
        notifyAll();
    }

    @Override
    public void close() {
        events.remove(this);
        synchronized (this) {
            closed = true;
            waiting.clear();
            notifyAll();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public void report() {
        if (isToBeReported()) {
            warner.warn(
                    "diagnostic listeners that are slow",
                    name + " is slow: " + LIMIT + " events wait for it. It misses events until it has caught up."
                            + " The next event that it gets tells how many",
                    /* thrown= */ null);
        }
    }

    /** Once, until there is room again. */
    private synchronized boolean isToBeReported() {
        boolean isBehind = missed > 0;
        boolean isNew = isBehind && !isReported;
        isReported = isBehind;
        return isNew;
    }

    @Override
    public String toString() {
        return name;
    }
}
