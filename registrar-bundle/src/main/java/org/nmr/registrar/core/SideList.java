// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sides of one registration's bindings, in no order: adds and removes in constant time.
 *
 * <p>Guarded by the monitor of the registration's {@link NpiSpace}. A side is in the list of its registration from
 * the proposal until the binding is gone, at position {@link Side#index}.
 *
 * <p>An Error may end a change halfway. Then the last entry is one whose index is not its position. Each method drops
 * such an entry first, so there is never another.
 */
final class SideList {
    /** The index of a side that is in no list. */
    static final int NOWHERE = -1;

    /** Most clients have one provider, and there may be very many of them. */
    private final ArrayList<Side<?>> sides = new ArrayList<>(1);

    void add(Side<?> side) {
        int next = size();
        if (side.index == NOWHERE) {
            sides.add(side);
            side.index = next;
        }
    }

    /** Fills the gap with the last side. Does nothing if the side was removed before. */
    void remove(Side<?> side) {
        int end = size() - 1;
        int index = side.index;
        if (index == NOWHERE) {
            return;
        }
        Side<?> last = sides.get(end);
        sides.set(index, last);
        last.index = index;
        side.index = NOWHERE;
        sides.remove(end);
        if (end == 0) {
            sides.trimToSize(); // else the room of the most bindings there ever were would stay
        }
    }

    boolean isEmpty() {
        return size() == 0;
    }

    int size() {
        int last = sides.size() - 1;
        if (last >= 0 && sides.get(last).index != last) {
            sides.remove(last);
            return last;
        }
        return last + 1;
    }

    /** Returns one of the sides, or null. */
    @Nullable
    Side<?> any() {
        return isEmpty() ? null : sides.get(0);
    }

    List<Side<?>> snapshot() {
        return List.copyOf(sides.subList(0, size()));
    }
}
