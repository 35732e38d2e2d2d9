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
    /** Most clients have one provider, and there may be very many of them. */
    private final ArrayList<Side<?>> sides = new ArrayList<>(1);

    void add(Side<?> side) {
        side.index = sides.size();
        sides.add(side);
    }

    /** Fills the gap with the last side. */
    void remove(Side<?> side) {
        Side<?> last = sides.remove(sides.size() - 1);
        if (last != side) {
            sides.set(side.index, last);
            last.index = side.index;
        }
        if (sides.isEmpty()) {
            sides.trimToSize(); // else the room of the most bindings there ever were would stay
        }
    }

    boolean isEmpty() {
        return sides.isEmpty();
    }

    List<Side<?>> snapshot() {
        return List.copyOf(sides);
    }
}
