// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The threads that wait for unloads. Thread safe.
 *
 * <p>Threads are told apart by identity: what a subclass of Thread overrides is not called.
 */
public final class WaitingThreads {
    /** In the order of their begin; some may be over. Guarded by this. */
    private final List<Entry> entries = new ArrayList<>();

    /** One thread's wait. */
    public static final class Entry {
        private final Thread thread;
        private final Unload unload;

        /** When the thread looks again, while it sleeps. Written before {@link #isAsleep}. */
        private volatile long wakesAt;

        /** Whether the thread sleeps, or runs nothing foreign. Else it may run a callback, which returns by itself. */
        private volatile boolean isAsleep;

        /** Set as the last thing of the wait, by a write that cannot fail. */
        volatile boolean isOver;

        Entry(Thread thread, Unload unload) {
            this.thread = thread;
            this.unload = unload;
        }

        /** The thread begins to sleep, and looks again at this time at the latest. */
        public void sleep(long until) {
            wakesAt = until;
            isAsleep = true;
        }

        /** The thread takes steps, which may run callbacks. */
        public void wake() {
            isAsleep = false;
        }
    }

    /** This thread begins to wait, so that others find it. */
    public Entry begin(Unload unload) {
        Entry entry = new Entry(Thread.currentThread(), unload);
        synchronized (this) {
            entries.removeIf(each -> each.isOver);
            entries.add(entry);
        }
        return entry;
    }

    /** Forgets the waits that are over. */
    synchronized void clean() {
        entries.removeIf(each -> each.isOver);
    }

    /** Returns a copy, by identity. A thread that waits inside another of its waits is there with the inner one. */
    synchronized Map<Thread, Unload> byThread() {
        return byThread(entry -> true);
    }

    /** The same, without threads that take steps just now. */
    synchronized Map<Thread, Unload> asleep() {
        return byThread(entry -> entry.isAsleep);
    }

    /**
     * Returns the first time between two at which a thread that still sleeps was to look; the second of them if there
     * is none. Allocates nothing.
     */
    synchronized long firstLook(long after, long before) {
        long first = before;
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            long look = entry.wakesAt;
            if (entry.isAsleep && !entry.isOver && look - after > 0 && look - first < 0) {
                first = look;
            }
        }
        return first;
    }

    @SuppressWarnings("IdentityHashMapUsage") // only identity is meant
    private Map<Thread, Unload> byThread(Predicate<Entry> wanted) {
        Map<Thread, Unload> waiting = new IdentityHashMap<>();
        for (Entry entry : entries) {
            if (!entry.isOver && wanted.test(entry)) {
                waiting.put(entry.thread, entry.unload);
            }
        }
        return waiting;
    }
}
