// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last hundred of something, the newest first. Thread safe.
 *
 * @param <E> what is remembered; it should hold on to no bundle
 */
final class Recent<E> {
    static final int LIMIT = 100;

    /** Guarded by itself. */
    private final Deque<E> entries = new ArrayDeque<>();

    void add(E entry) {
        synchronized (entries) {
            if (entries.size() == LIMIT) {
                entries.removeLast();
            }
            entries.addFirst(entry);
        }
    }

    List<E> list() {
        synchronized (entries) {
            return List.copyOf(entries);
        }
    }
}
