// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.report.Cycle;
import org.nmr.registrar.report.ThreadReport;
import org.nmr.registrar.report.ThreadStates;
import org.nmr.registrar.text.ForeignText;

/**
 * Finds cycles of waits: a thread waits for an unload, which waits for a thread that is inside a binding, which waits
 * for another unload, and so on. Also over a lock, if asked: a thread waits for a lock that a waiting thread has.
 *
 * <p>For one look, in which each end is asked once for those inside, however many cycles are asked for. Threads are
 * compared by identity.
 */
public final class WaitCycle {
    /** So many waiting threads are looked at; one cycle has several of them, and each of these shows it. */
    private static final int SEARCHES = 1000;

    private final Map<Thread, Unload> waiting;
    private final boolean withLocks;
    private final ThreadStates threads = new ThreadStates();
    private final IdentityHashMap<End, List<End.Edge>> edges = new IdentityHashMap<>();
    private int searches;

    /** By id; made when the first lock is looked for. */
    private @Nullable Map<Long, Thread> waitingById;

    /**
     * One thread waits for another.
     *
     * @param unload over which; null if over a lock
     * @param edge what the other one is inside; null if over a lock
     * @param lock the class of the lock; empty if over an unload
     */
    private record Step(Thread from, Thread to, @Nullable Unload unload, End.@Nullable Edge edge, String lock) {
        String text() {
            return unload == null
                    ? "thread " + ThreadReport.name(from) + " waits for a lock of class " + ForeignText.of(lock)
                            + " that thread " + ThreadReport.name(to) + " holds"
                    : "thread " + ThreadReport.name(from) + " waits for the " + unload + ", which waits for " + edge;
        }
    }

    /** Makes a search in what waits now. */
    public WaitCycle(Map<Thread, Unload> waiting, boolean withLocks) {
        this.waiting = waiting;
        this.withLocks = withLocks;
    }

    /** Returns a shortest cycle from this waiting thread back to itself; an empty one if there is none. */
    public Cycle through(Thread start) {
        Map<Thread, Step> reachedBy = search(start, start);
        return reachedBy.containsKey(start) ? path(start, reachedBy) : Cycle.NONE;
    }

    /**
     * Returns a thread and all those that wait for it, directly or over others; not over locks. Thousands of threads
     * may wait for the same end, so each end is looked at once for all of them.
     */
    Set<Thread> leadingTo(Thread target) {
        Set<Thread> found = Collections.newSetFromMap(new IdentityHashMap<>());
        found.add(target);
        Set<End> leading = Collections.newSetFromMap(new IdentityHashMap<>());
        int before;
        do {
            before = found.size();
            Set<End> looked = Collections.newSetFromMap(new IdentityHashMap<>());
            waiting.forEach((thread, unload) -> {
                for (End part : unload.parts()) {
                    if (looked.add(part) && edges(part).stream().anyMatch(edge -> found.contains(edge.thread()))) {
                        leading.add(part);
                    }
                    if (leading.contains(part)) {
                        found.add(thread);
                    }
                }
            });
        } while (found.size() > before);
        return found;
    }

    /** Returns how each thread was reached; without the end of the search if that was not. */
    @SuppressWarnings("IdentityHashMapUsage") // only identity is meant
    private Map<Thread, Step> search(Thread start, Thread end) {
        Map<Thread, Step> reachedBy = new IdentityHashMap<>();
        if (++searches > SEARCHES) {
            return reachedBy;
        }
        Set<End> looked = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Thread> next = new ArrayDeque<>(List.of(start));
        while (!next.isEmpty() && !reachedBy.containsKey(end)) {
            for (Step step : steps(next.removeFirst(), looked)) {
                if (reachedBy.putIfAbsent(step.to(), step) == null) {
                    next.addLast(step.to());
                }
            }
        }
        return reachedBy;
    }

    private static Cycle path(Thread start, Map<Thread, Step> reachedBy) {
        Deque<String> waits = new ArrayDeque<>();
        Deque<String> bindings = new ArrayDeque<>();
        Step step = reachedBy.get(start);
        while (step != null) {
            waits.addFirst(step.text());
            if (step.edge() != null && step.edge().subject() instanceof Outstanding binding) {
                bindings.addFirst(binding.id());
            }
            step = step.from() == start ? null : reachedBy.get(step.from());
        }
        return new Cycle(List.copyOf(waits), List.copyOf(bindings));
    }

    /** Where a thread's wait leads, without what the same search has looked at before. */
    private List<Step> steps(Thread from, Set<End> looked) {
        List<Step> found = new ArrayList<>();
        Unload unload = waiting.get(from);
        if (unload != null) {
            for (End part : unload.parts()) {
                if (looked.add(part)) {
                    edges(part).forEach(edge -> found.add(new Step(from, edge.thread(), unload, edge, "")));
                }
            }
        } else if (withLocks) {
            ThreadStates.Lock lock = threads.lock(from);
            Thread owner = waitingById().get(lock.owner());
            if (owner != null) {
                found.add(new Step(from, owner, null, null, lock.type()));
            }
        }
        return found;
    }

    private List<End.Edge> edges(End part) {
        List<End.Edge> known = edges.get(part);
        if (known == null) {
            known = part.isOver() ? List.of() : part.edges();
            edges.put(part, known);
        }
        return known;
    }

    private Map<Long, Thread> waitingById() {
        Map<Long, Thread> byId = waitingById;
        if (byId == null) {
            byId = new HashMap<>();
            for (Thread thread : waiting.keySet()) {
                byId.put(ThreadStates.id(thread), thread);
            }
            byId.remove(ThreadStates.UNKNOWN);
            waitingById = byId;
        }
        return byId;
    }
}
