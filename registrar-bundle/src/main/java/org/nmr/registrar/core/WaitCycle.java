// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds circles of waits: a thread waits for an unload, which waits for a thread that is inside a binding, which waits for
 * another unload, and so on. Also over a lock, if asked: a thread waits for a lock that a waiting thread has. For one use.
 */
final class WaitCycle {
    private final Map<Thread, Unload> waiting;
    private final boolean withLocks;
    private final Set<Thread> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<String> path = new ArrayDeque<>();

    WaitCycle(Map<Thread, Unload> waiting, boolean withLocks) {
        this.waiting = waiting;
        this.withLocks = withLocks;
    }

    /** Returns the edges of a circle from this waiting thread back to itself; empty if there is none. */
    List<String> through(Thread start) {
        return leadsTo(start, start) ? List.copyOf(path) : List.of();
    }

    /** Tells whether a thread waits for another, directly or over others. */
    boolean leads(Thread from, Thread to) {
        return leadsTo(to, from);
    }

    private boolean leadsTo(Thread start, Thread from) {
        Unload unload = waiting.get(from);
        if (unload == null) {
            return withLocks && leadsToOverLock(start, from);
        }
        for (Ending part : unload.parts()) {
            if (part.isOver()) {
                continue;
            }
            for (Ending.Edge edge : part.edges()) {
                if (follow(
                        start,
                        edge.thread(),
                        "thread " + ThreadReport.name(from) + " waits for the " + unload + ", which waits for "
                                + edge)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean leadsToOverLock(Thread start, Thread from) {
        Thread owner = ThreadReport.lockOwner(from, waiting.keySet());
        return owner != null
                && follow(
                        start,
                        owner,
                        "thread " + ThreadReport.name(from) + " waits for a lock that thread "
                                + ThreadReport.name(owner) + " has");
    }

    private boolean follow(Thread start, Thread next, String edge) {
        path.addLast(edge);
        if (next == start || (seen.add(next) && leadsTo(start, next))) {
            return true;
        }
        path.removeLast();
        return false;
    }
}
