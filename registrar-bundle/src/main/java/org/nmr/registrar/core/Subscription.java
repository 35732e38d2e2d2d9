// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.nmr.RegistrationEvent;
import org.nmr.RegistrationListener;
import org.nmr.registrar.event.Feed;
import org.nmr.registrar.unload.Warnings;

/**
 * The queue of one listener: registering threads put changes in, and the listener's thread takes them out.
 *
 * <p>Its monitor guards the fields. It may be taken inside that of a module; nothing is called with it. An Error may
 * end a change of the queue halfway; the one that made it repeats it, so each change may be made twice.
 */
public final class Subscription implements Feed<RegistrationListener> {
    /** While more changes wait, registrations that come and go are left out. */
    static final int LIMIT = 1000;

    /** How long the listener's thread pauses when memory is used up, in nanoseconds. */
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private record Change(RegistrationEvent event, boolean isAdded) {
        /** The key in {@link #waiting}; ids are positive. */
        long key() {
            return isAdded ? event.id() : -event.id();
        }
    }

    private final Listeners listeners;
    private final String name;
    private final Warnings warnings;

    /** What is still to be told, in this order. */
    private final Map<Long, Change> waiting = new LinkedHashMap<>();

    /** The ids of those that were told to be added, and not yet to be removed. */
    private final Set<Long> told = new HashSet<>();

    /**
     * Changes while the registrations that were there are copied, which come first; null when they are in the queue.
     */
    private @Nullable List<Change> early = new ArrayList<>();

    /** Whether nothing is told any more. */
    private boolean closed;

    /** Whether only what waits is told, and then nothing more. */
    private boolean finishing;

    /** How many registrations were left out since the listener was last behind, and whether the log says so. */
    private long leftOut;

    private boolean isReported;

    Subscription(Listeners listeners, String name, Warnings warnings) {
        this.listeners = listeners;
        this.name = name;
        this.warnings = warnings;
    }

    /**
     * Begins to follow: the registrations that are there come first, then what changes from now on. Calls nothing
     * foreign. If an Error ends it, it is to be called again; {@link #serve} does.
     */
    @Override
    public void open() {
        if (isOpen()) {
            return;
        }
        listeners.add(this);
        List<RegistrationEvent> present = listeners.present();
        synchronized (this) {
            List<Change> later = early;
            if (later != null) {
                present.forEach(event -> put(new Change(event, /* isAdded= */ true)));
                later.forEach(this::put);
                early = null;
            }
        }
        if (isClosed()) { // meanwhile
            listeners.remove(this);
        }
    }

    /**
     * Tells a listener, on this thread, until this is closed or has finished. One thread at a time.
     *
     * @param isThere whether the listener may be called; once it is not, this ends
     */
    @Override
    public void serve(RegistrationListener listener, BooleanSupplier isThere) {
        boolean goesOn = true;
        while (goesOn) {
            try {
                open();
                goesOn = tellNext(listener, isThere);
            } catch (Throwable failed) { // memory is used up; the change is still there
                LockSupport.parkNanos(PAUSE);
            }
        }
        listeners.remove(this);
    }

    /** Tells nothing more, and keeps nothing. Does not wait for a call that has begun. */
    @Override
    public void close() {
        listeners.remove(this);
        synchronized (this) {
            closed = true;
            early = null;
            waiting.clear();
            told.clear();
            notifyAll();
        }
    }

    /** Tells what waits, and then nothing more. Does not wait for that. */
    @Override
    public synchronized void finish() {
        finishing = true;
        notifyAll();
    }

    /** Warns if the listener is so far behind that registrations are left out; to be called once a second. */
    @Override
    public void report() {
        if (isToBeReported()) {
            warnings.warn(
                    "registration listeners that are slow",
                    name + " is slow: more than " + LIMIT + " calls wait for it. Registrations that come and go"
                            + " meanwhile are left out. When it has caught up, the log says how many");
        }
    }

    private synchronized boolean isToBeReported() {
        boolean isNew = leftOut > 0 && !isReported;
        isReported |= isNew;
        return isNew;
    }

    // ---- what comes in ----------------------------------------------------------------------------------------

    synchronized void announce(RegistrationEvent event, boolean isAdded) {
        Headroom.require();
        Change change = new Change(event, isAdded);
        if (early != null) {
            early.add(change);
        } else if (!closed) {
            put(change);
            notifyAll();
        }
    }

    private synchronized boolean isOpen() {
        return early == null;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void put(Change change) {
        assert Thread.holdsLock(this);
        long id = change.event().id();
        if (change.isAdded()) {
            if (!told.contains(id)) {
                waiting.putIfAbsent(change.key(), change);
            }
        } else if (told.contains(id)) {
            waiting.putIfAbsent(change.key(), change);
        } else if (waiting.containsKey(id)) {
            if (waiting.size() < LIMIT) {
                waiting.putIfAbsent(change.key(), change);
            } else if (!waiting.containsKey(change.key())) {
                waiting.remove(id);
                leftOut++;
            }
        }
    }

    // ---- what goes out ----------------------------------------------------------------------------------------

    /**
     * In a method of its own, so that a thread that waits keeps nothing of the last module. Returns false at the end.
     */
    private boolean tellNext(RegistrationListener listener, BooleanSupplier isThere) {
        Change change = take();
        if (change == null || !isThere.getAsBoolean()) {
            return false;
        }
        tell(listener, change);
        reportCaughtUp();
        return true;
    }

    private synchronized @Nullable Change take() {
        while (waiting.isEmpty() && !closed && !finishing) {
            try {
                wait();
            } catch (InterruptedException byTheListener) {
                Thread.interrupted(); // it has no meaning here
            }
        }
        Iterator<Change> changes = waiting.values().iterator();
        return changes.hasNext() ? taken(changes.next()) : null;
    }

    private Change taken(Change change) {
        assert Thread.holdsLock(this);
        if (change.isAdded()) {
            told.add(change.event().id());
        } else {
            told.remove(change.event().id());
        }
        waiting.remove(change.key());
        return change;
    }

    private void tell(RegistrationListener listener, Change change) {
        assert !Thread.holdsLock(this);
        try {
            if (change.isAdded()) {
                listener.added(change.event());
            } else {
                listener.removed(change.event());
            }
        } catch (Throwable thrown) {
            warnings.warn(
                    Warnings.cause("registration listeners that failed", thrown),
                    name + " has failed in " + (change.isAdded() ? "added" : "removed") + "() of registration "
                            + change.event().id() + ". It is told the next change",
                    thrown);
        }
    }

    private void reportCaughtUp() {
        long missed = missed();
        if (missed > 0) {
            warnings.warn(
                    "registration listeners that have caught up",
                    name + " has caught up. " + missed + " registrations that came and went were left out");
        }
    }

    private synchronized long missed() {
        long missed = waiting.isEmpty() ? leftOut : 0;
        if (missed > 0) {
            leftOut = 0;
            isReported = false;
        }
        return missed;
    }

    /** How many changes wait; for tests of what stays. */
    synchronized int size() {
        return waiting.size();
    }

    @Override
    public String toString() {
        return name;
    }
}
