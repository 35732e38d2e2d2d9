// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slots that virtual threads claim for one call at a time: up to {@link #MOST}, however many threads there are.
 *
 * <p>A thread begins to look at its home, which comes from its id. So threads on two carriers do not meet in one slot,
 * unless there are more threads than slots. Slots are made when a thread needs one, and the homes spread wider when a
 * thread finds its home taken. A thread that finds no slot gets an entry in {@link ListedCalls}.
 *
 * @param <D> the dispatch type of the peer
 */
final class SharedSlots<D> {
    static final int MOST = 64;

    private static final int PROBES = 8;
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(SharedSlot[].class);

    private final Guard<D> guard;

    /** Never replaced, so no slot is ever lost. An element changes once, from null, by compare-and-set. */
    private final @Nullable SharedSlot<?>[] slots = new SharedSlot<?>[MOST];

    /** Which bits of an id make a home. Only grows; a lost or late update only costs time. */
    private int mask = 3;

    SharedSlots(Guard<D> guard) {
        this.guard = guard;
    }

    /** Counts a call of this thread and returns its slot; null, if none was found. Needs no call after the count. */
    @SuppressWarnings("unchecked") // a guard has slots of its own type only
    @Nullable
    SharedSlot<D> claim(Thread thread) {
        SharedSlot<?> slot = at(Threads.key(thread) & mask);
        return slot != null && slot.tryUp(thread) ? (SharedSlot<D>) slot : claimSlowly(thread);
    }

    private @Nullable SharedSlot<D> claimSlowly(Thread thread) {
        int key = Threads.key(thread);
        for (int i = 0; i < PROBES; i++) {
            SharedSlot<D> slot = made(((key & mask) + i) & (MOST - 1));
            if (slot.tryUp(thread)) {
                return slot;
            }
            if (mask < MOST - 1) {
                mask = 2 * mask + 1;
                i = -1;
            }
        }
        return null;
    }

    @SuppressWarnings("unchecked") // as above
    private SharedSlot<D> made(int i) {
        SharedSlot<?> slot = at(i);
        if (slot != null) {
            return (SharedSlot<D>) slot;
        }
        SharedSlot<D> added = new SharedSlot<>(guard);
        SharedSlot<?> faster = (SharedSlot<?>) SLOT.compareAndExchange(slots, i, null, added);
        return faster == null ? added : (SharedSlot<D>) faster;
    }

    boolean isEmpty() {
        for (int i = 0; i < MOST; i++) {
            SharedSlot<?> slot = at(i);
            if (slot != null && slot.owner != null) {
                return false;
            }
        }
        return true;
    }

    boolean isInside(Thread thread) {
        for (int i = 0; i < MOST; i++) {
            SharedSlot<?> slot = at(i);
            if (slot != null && slot.owner == thread) {
                return true;
            }
        }
        return false;
    }

    void addHolders(List<Holder> holders) {
        for (int i = 0; i < MOST; i++) {
            SharedSlot<?> slot = at(i);
            Thread owner = slot == null ? null : slot.owner;
            if (slot != null && owner != null) {
                holders.add(Holder.of(owner, slot.nested + 1));
            }
        }
    }

    private @Nullable SharedSlot<?> at(int i) {
        return (SharedSlot<?>) SLOT.getVolatile(slots, i);
    }
}
