// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How many calls of one thread are open: a class of its own, so that there is padding on both sides. Public for the
 * generated views.
 */
public abstract class CallCount extends PaddedReference {
    private static final VarHandle CALLS = Handles.find(MethodHandles.lookup(), CallCount.class, "calls", int.class);

    /**
     * Only the owner writes; closers read. Volatile, so that the owner and its views can write it without a call when
     * the stack has ended; everything else uses a weaker mode.
     */
    public volatile int calls;

    CallCount(Thread owner) {
        super(owner);
    }

    /** For the owner. */
    final int ownCalls() {
        return (int) CALLS.get(this);
    }

    /** For anybody: what the owner did in the calls that are over happens before. */
    final int calls() {
        return (int) CALLS.getAcquire(this);
    }

    /** For the owner: opaque, so that no compiler moves it behind the look at the guard's state. */
    final void up() {
        CALLS.setOpaque(this, ownCalls() + 1);
        fence();
    }

    /** For the owner: release, so that the call's work is seen by whoever sees that it is over. */
    final void down() {
        CALLS.setRelease(this, ownCalls() - 1);
        fence();
    }

    private static void fence() {
        if (Barrier.FENCED) {
            VarHandle.fullFence();
        }
    }
}
