// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last hundred of something, the newest first. Thread safe.
 *
 * @param <E> what is remembered; it should hold on to no bundle
 */
public final class Recent<E> {
    public static final int LIMIT = 100;

    /** Guarded by itself. */
    private final Deque<E> entries = new ArrayDeque<>();

    /** Adds an entry; the oldest one goes if there are too many. */
    public void add(E entry) {
        synchronized (entries) {
            if (entries.size() == LIMIT) {
                entries.removeLast();
            }
            entries.addFirst(entry);
        }
    }

    /** Returns a copy, the oldest first. */
    public List<E> list() {
        synchronized (entries) {
            return List.copyOf(entries);
        }
    }
}
