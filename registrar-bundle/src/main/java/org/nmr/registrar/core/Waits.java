// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The threads that wait for unloads. Thread safe.
 *
 * <p>Threads are told apart by identity: what a subclass of Thread overrides is not called.
 */
final class Waits {
    /** In the order of their begin; some may be over. Guarded by this. */
    private final List<Entry> entries = new ArrayList<>();

    /** One thread's wait. */
    static final class Entry {
        private final Thread thread;
        private final Unload unload;

        /** Set as the last thing of the wait, by a write that cannot fail. */
        volatile boolean isOver;

        Entry(Thread thread, Unload unload) {
            this.thread = thread;
            this.unload = unload;
        }
    }

    /** This thread begins to wait, so that others find it. */
    Entry begin(Unload unload) {
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
    @SuppressWarnings("IdentityHashMapUsage") // only identity is meant
    synchronized Map<Thread, Unload> byThread() {
        Map<Thread, Unload> waiting = new IdentityHashMap<>();
        for (Entry entry : entries) {
            if (!entry.isOver) {
                waiting.put(entry.thread, entry.unload);
            }
        }
        return waiting;
    }
}
