// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import org.jspecify.annotations.Nullable;

/**
 * Immutable hash tables of slots by thread: open addressing, a power of two, at most half full.
 *
 * <p>A small table grows until each slot is at its home, up to eight times, so the first probe nearly always hits. That
 * one {@link Guard} does itself.
 */
final class SlotTable {
    /** What idle guards share. */
    static final @Nullable Slot<?>[] EMPTY = new Slot<?>[1];

    /** A table up to this length grows for it. */
    private static final int SMALL = 64;

    private SlotTable() {}

    static int home(@Nullable Slot<?>[] table, Thread thread) {
        return Threads.key(thread) & (table.length - 1);
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
        int live = 1;
        for (@Nullable Slot<?> other : old) {
            live += other == null || other.isDead() ? 0 : 1;
        }
        int least = Integer.highestOneBit(2 * live - 1) * 2;
        @Nullable Slot<?>[] table = new Slot<?>[least];
        while (!fill(table, old, slot, owner) && table.length < Math.min(8 * least, SMALL)) {
            table = new Slot<?>[2 * table.length];
        }
        return table;
    }

    /** Returns whether each slot is at its home. */
    private static boolean fill(@Nullable Slot<?>[] table, @Nullable Slot<?>[] old, Slot<?> slot, Thread owner) {
        boolean isHome = put(table, slot, home(table, owner));
        for (@Nullable Slot<?> other : old) {
            if (other != null && !other.isDead()) {
                Thread thread = other.get();
                isHome &= put(table, other, thread == null ? 0 : home(table, thread));
            }
        }
        return isHome;
    }

    private static boolean put(@Nullable Slot<?>[] table, Slot<?> slot, int home) {
        int i = home;
        while (table[i] != null) {
            i = (i + 1) & (table.length - 1);
        }
        table[i] = slot;
        return i == home;
    }
}
