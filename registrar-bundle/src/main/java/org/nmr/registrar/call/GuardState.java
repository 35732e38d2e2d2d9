// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;

/**
 * How far a {@link Guard} is: whether calls are let in, and how its end goes on.
 *
 * <pre>
 * NEW ── open ──► OPEN ── reclose ──► NEW
 * NEW, OPEN ── shut ──► SHUT ── afterBarrier ──► DRAINING ── nobody inside ──► DRAINED
 * NEW, OPEN ── shut, never entered ──► DRAINED
 * SHUT, DRAINING ── abandon ──► DRAINED
 * DRAINED ── drained() throws ──► FAILED ── look ──► DRAINED
 * </pre>
 *
 * <p>Each step is one write of the state, and the next step can be done by any thread. So an Error between two steps
 * loses nothing: {@link #look()} takes the next one. The arguments about memory are at {@link Guard}.
 */
public abstract class GuardState {
    private static final int OPEN = 0;
    private static final int NEW = 1;
    private static final int SHUT = 2;
    private static final int DRAINING = 3;
    private static final int DRAINED = 4;
    private static final int FAILED = 5;
    private static final List<String> NAMES = List.of("OPEN", "NEW", "SHUT", "DRAINING", "DRAINED", "FAILED");

    private static final VarHandle STATE = Handles.find(MethodHandles.lookup(), GuardState.class, "state", int.class);

    /** See the table above. Changed by compare-and-set, but to FAILED; read by every caller with acquire. */
    private volatile int state = NEW;

    /** For {@link Guard} only. */
    GuardState() {}

    /**
     * Called when the guard is shut and nobody is inside, or when it is abandoned; without any lock of the guard.
     * Called once if it returns. If it throws, {@link #look()} calls it again.
     */
    protected abstract void drained();

    /** Called inside {@link #shut()} instead of {@link #drained()} if the guard was never entered. Should not throw. */
    protected void drainedUnused() {
        drained();
    }

    /** Whether no thread has ever entered, or is about to. Looked at after the state was written. */
    abstract boolean isUnused();

    /** Whether no thread is inside now. */
    abstract boolean isEmpty();

    /** Lets go of the peer and of everything about calls. */
    abstract void clear();

    /**
     * Tells whether calls are refused now.
     *
     * @return true if so, for good or until the guard is opened
     */
    public final boolean isClosed() {
        return (int) STATE.getAcquire(this) != OPEN;
    }

    /**
     * Tells whether calls are refused for good.
     *
     * @return true from the begin of {@link #shut()} on
     */
    public final boolean isShut() {
        return state >= SHUT;
    }

    /** By a volatile read, for those who come here from a volatile write. */
    final boolean isOpen() {
        return state == OPEN;
    }

    final void requireNew() {
        requireNew(state == NEW);
    }

    final void open() {
        requireNew(STATE.compareAndSet(this, NEW, OPEN));
    }

    private void requireNew(boolean isNew) {
        if (!isNew) {
            throw new AssertionError("Guard " + this + ": expected to be new, but was in state " + NAMES.get(state));
        }
    }

    /** Returns whether it was open. */
    final boolean tryReclose() {
        return STATE.compareAndSet(this, OPEN, NEW);
    }

    /**
     * Keeps calls out for good.
     *
     * @return true if {@link Barrier#run()} and then {@link #afterBarrier()} must follow; false if it never was entered
     *     and so is drained now, or if it had been shut before
     */
    public final boolean shut() {
        int before = state;
        while (before <= NEW && !STATE.compareAndSet(this, before, SHUT)) {
            before = state;
        }
        if (before > NEW) {
            return false;
        }
        if (!isUnused()) {
            return true;
        }
        end(SHUT, /* isUsed= */ false);
        return false;
    }

    /**
     * Goes on after a barrier that began after {@link #shut()} returned, or after {@link #awaitsBarrier()} said so. May
     * be repeated.
     */
    public final void afterBarrier() {
        STATE.compareAndSet(this, SHUT, DRAINING);
        left();
        end(FAILED, /* isUsed= */ true);
    }

    /**
     * Finishes what an Error may have kept another thread from: the barrier of a guard that is shut, the look of the
     * last one that left, a {@link #drained()} that threw. For threads that wait.
     *
     * <p>May be called at any time and as often as you like, but not with a lock that {@link #drained()} may need. Does
     * nothing if there is nothing to do. A thread that is in {@link #drained()} is left alone. If many guards
     * {@linkplain #awaitsBarrier() await a barrier}, run one for all of them and call {@link #afterBarrier()} instead.
     *
     * @return whether this is drained
     */
    public final boolean look() {
        if (state == DRAINED) {
            return true;
        }
        if (state == SHUT) {
            Barrier.run();
            STATE.compareAndSet(this, SHUT, DRAINING);
        }
        left(); // not afterBarrier(): another thread may have shut this just now
        end(FAILED, /* isUsed= */ true);
        return isDrained();
    }

    /**
     * Abandons the calls in flight: the guard is drained at once, and their return changes nothing. Only after {@link
     * #shut()}.
     *
     * @return false if it was drained already
     */
    public final boolean abandon() {
        return end(SHUT, /* isUsed= */ true) || end(DRAINING, /* isUsed= */ true);
    }

    /**
     * Tells whether no thread is inside and none will ever be.
     *
     * @return true from just before {@link #drained()} on
     */
    public final boolean isDrained() {
        return state >= DRAINED;
    }

    /**
     * Tells whether {@link #afterBarrier()} must still be called, by whoever waits.
     *
     * @return true between {@link #shut()} and {@link #afterBarrier()}
     */
    public final boolean awaitsBarrier() {
        return state == SHUT;
    }

    /** A thread counted down, and the guard is closed: looks whether it was the last. */
    final void left() {
        VarHandle.fullFence();
        if (state == DRAINING && isEmpty()) {
            end(DRAINING, /* isUsed= */ true);
        }
    }

    /** For one thread at a time. The handler needs no call, so it works at the end of a stack, too. */
    private boolean end(int from, boolean isUsed) {
        if (!STATE.compareAndSet(this, from, DRAINED)) {
            return false;
        }
        try {
            clear();
            if (isUsed) {
                drained();
            } else {
                drainedUnused();
            }
        } catch (Throwable e) {
            state = FAILED;
            throw e;
        }
        return true;
    }
}
