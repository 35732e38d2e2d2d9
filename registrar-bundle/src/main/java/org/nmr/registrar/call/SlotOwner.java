// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is in a {@link SharedSlot}: a class of its own, so that there is padding on both sides. Public for
 * generated views.
 */
public abstract class SlotOwner extends PaddedOwner {
    private static final VarHandle OWNER = Handles.find(MethodHandles.lookup(), SlotOwner.class, "owner", Thread.class);

    /** The thread that is inside; null if the slot is free. Set by compare-and-set, cleared by the owner. */
    public volatile @Nullable Thread owner;

    /** How many more calls of the owner are open, nested in the first. Only the owner writes; 0 if the slot is free. */
    public int nested;

    /** Counts a call of this thread, if the slot is its own or free. Needs no call after that. */
    final boolean tryUp(Thread thread) {
        Thread current = owner;
        if (current == thread) {
            nested++;
            return true;
        }
        return current == null && OWNER.compareAndSet(this, null, thread);
    }

    /**
     * For the owner: takes back one call. Release is enough where closers run a barrier, so that the call's work is
     * seen by whoever sees that it is over. If this fails, the owner writes {@link #owner} itself.
     */
    final void free() {
        if (Barrier.FENCED) {
            owner = null;
        } else {
            OWNER.setRelease(this, null);
        }
    }
}
