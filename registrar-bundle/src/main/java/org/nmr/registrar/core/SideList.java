// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.ArrayList;
import java.util.List;

/**
 * The sides of one registration's bindings, in no order: adds and removes in constant time.
 *
 * <p>Guarded by the monitor of the registration's {@link NpiSpace}. A side is in the list of its registration from
 * the proposal until the binding is gone, at position {@link Side#index}.
 */
final class SideList {
    /** The index of a side that is in no list. */
    static final int NOWHERE = -1;

    /** Most clients have one provider, and there may be very many of them. */
    private final ArrayList<Side<?>> sides = new ArrayList<>(1);

    void add(Side<?> side) {
        side.index = sides.size();
        sides.add(side);
    }

    /** Fills the gap with the last side. Does nothing if the side was removed before. */
    void remove(Side<?> side) {
        if (side.index == NOWHERE) {
            return;
        }
        Side<?> last = sides.remove(sides.size() - 1);
        if (last != side) {
            sides.set(side.index, last);
            last.index = side.index;
        }
        side.index = NOWHERE;
        if (sides.isEmpty()) {
            sides.trimToSize(); // else the room of the most bindings there ever were would stay
        }
    }

    boolean isEmpty() {
        return sides.isEmpty();
    }

    int size() {
        return sides.size();
    }

    List<Side<?>> snapshot() {
        return List.copyOf(sides);
    }
}
