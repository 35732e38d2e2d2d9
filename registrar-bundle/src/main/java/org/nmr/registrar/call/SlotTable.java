// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Immutable hash tables of slots by thread id: open addressing, a power of two, at most half full.
 *
 * <p>Ids count up, so the first probe nearly always hits; that one {@link Guard} does itself.
 */
final class SlotTable {
    /** What idle guards share. */
    static final @Nullable Slot<?>[] EMPTY = new Slot<?>[1];

    private SlotTable() {}

    /** getId can be overridden: a wrong id costs time, never a wrong slot, as slots are compared by thread. */
    static int home(@Nullable Slot<?>[] table, Thread thread) {
        return (int) thread.getId() & (table.length - 1);
    }

    static @Nullable Slot<?> find(@Nullable Slot<?>[] table, Thread thread) {
        int i = home(table, thread);
        Slot<?> slot = table[i];
        while (slot != null && !slot.refersTo(thread)) {
            i = (i + 1) & (table.length - 1);
            slot = table[i];
        }
        return slot;
    }

    /** Returns a table with the slot and those of the old table whose threads may still come. */
    static @Nullable Slot<?>[] with(@Nullable Slot<?>[] old, Slot<?> slot, Thread owner) {
        Slot<?>[] live = Arrays.stream(old)
                .filter(Objects::nonNull)
                .filter(s -> !s.isDead())
                .toArray(Slot<?>[]::new);
        @Nullable Slot<?>[] table = new Slot<?>[Integer.highestOneBit(2 * live.length + 1) * 2];
        for (Slot<?> other : live) {
            Thread thread = other.get();
            put(table, other, thread == null ? 0 : home(table, thread));
        }
        put(table, slot, home(table, owner));
        return table;
    }

    private static void put(@Nullable Slot<?>[] table, Slot<?> slot, int home) {
        int i = home;
        while (table[i] != null) {
            i = (i + 1) & (table.length - 1);
        }
        table[i] = slot;
    }
}
