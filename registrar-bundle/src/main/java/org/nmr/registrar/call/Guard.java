// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nmr.Call;

/**
 * Rundown protection of what one side of a binding calls: counts the calls in flight, refuses new ones once shut, and
 * tells when the last one has returned.
 *
 * <p><b>Closing</b>: {@link #shut()} each guard, then {@link Barrier#run()} once if any of them asked for it, then
 * {@link #afterBarrier()} each guard that asked. {@link #drained()} then runs once, on the thread that found the guard
 * empty: the closer, or the last caller. Whatever an Error interrupts, {@link #look()} finishes.
 *
 * <p><b>Why no call is missed.</b> A caller counts itself in its {@link Slot} (S), then reads the state (R). The closer
 * writes the state (W), runs the barrier (B), then reads the slots (L). One of two must hold, or a call would run in a
 * drained guard: R sees W, or L sees S.
 * <ul>
 * <li><i>Fenced</i>: a full fence stands between S and R, and W is volatile, followed by a full fence. So one of the
 *     two holds by the Java memory model (VarHandle.fullFence).
 * <li><i>Asymmetric</i>, on HotSpot only: opaque S and acquire R keep their order in compiled code, because HotSpot's
 *     compilers move no memory access across an opaque or stronger one; the interpreter moves nothing. B is a
 *     safepoint: each thread stops between two instructions of that order, having stored what it has executed, and goes
 *     on after the closer's W is visible. If the thread stops before R, R sees W. If it stops after R, S was before the
 *     stop, and L sees S.
 * <li><i>A virtual thread</i>, in both forms: S is a compare-and-set on the owner of a {@link SharedSlot}, R a volatile
 *     read; and closers read with volatile reads where the slots are and who owns them. So all of them are in one order
 *     of synchronization actions, and one of the two holds by the Java memory model. On its way out the thread clears
 *     the owner with release only, as above; where callers fence, with a volatile write.
 * </ul>
 * The same holds for leaving: the slot counts it, then the state is read; so either the closer sees that, or the
 * leaver sees the guard closed and looks itself, see {@link #left()}.
 *
 * <p><b>Why somebody finds the guard empty.</b> Everybody who counted down and sees the guard closed, and the closer
 * after it wrote DRAINING, runs a full fence and then reads the state and all slots. The last of them in the order of
 * the fences sees all counts down and DRAINING. The compare-and-set to DRAINED lets one win.
 *
 * <p><b>Errors.</b> A stack can end and memory can run out at each call and each allocation.
 * <ul>
 * <li>An Error in {@link #enter()} or {@link #enterDetached} leaves no count behind. What allocates comes before the
 *     count. If a call fails after it, the handler writes the count back, which needs no call.
 * <li>An Error in {@link Call#close()} has ended the call once the count is written; if writing it fails, the handler
 *     does. Then nobody may have looked whether that was the last call: a waiting thread does, by {@link #look()}.
 * <li>An Error at the entry of {@code close()}, or while it looks whose call that is, leaves the call open. A generated
 *     view then takes its count back with plain field writes. Who called {@code enter()} itself may close again. If it
 *     does not, the thread is shown as inside until the call is abandoned. This takes a virtual machine that runs
 *     compiled code for {@code enter()} and interprets {@code close()} at the very end of a stack, because {@code
 *     close()} needs less stack.
 * <li><i>Not covered</i> is {@code Thread.stop}, which can strike between any two instructions.
 * </ul>
 *
 * @param <D> the dispatch type of the peer
 */
public abstract class Guard<D> extends ListedGuard<D> {
    private static final VarHandle SLOTS = handle("slots", Slot[].class);
    private static final VarHandle SHARED = handle("shared", SharedSlots.class);

    /** Written before OPEN, read after; null again when drained, so that nothing holds on to the peer. */
    private @Nullable D target;

    /** Never changed in place, replaced by compare-and-set. A slot whose thread lives is not dropped before the end. */
    private volatile @Nullable Slot<?>[] slots = SlotTable.EMPTY;

    /**
     * One of the slots, so that its thread is spared the table, the dearest part of {@link #enter}. Plain, because only
     * the thread that it refers to finds itself in it, however stale a thread sees it.
     */
    private @Nullable Slot<D> first;

    /** There from the first call of a virtual thread; so most guards have none. */
    private volatile @Nullable SharedSlots<D> shared;

    private static VarHandle handle(String field, Class<?> type) {
        return Handles.find(MethodHandles.lookup(), Guard.class, field, type);
    }

    /**
     * Begins a call of this thread; it closes what it got.
     *
     * @return the call; may be the same object for nested calls
     * @throws RuntimeException as {@link #refusal()} says, if the guard is not open
     */
    @SuppressWarnings("unchecked") // a guard has slots of its own type only
    public final Call<D> enter() {
        Thread thread = Thread.currentThread();
        Slot<D> slot = first;
        if (slot == null || !slot.refersTo(thread)) {
            if (Threads.isVirtual(thread)) {
                return enterShared(thread);
            }
            @Nullable Slot<?>[] table = slots;
            slot = (Slot<D>) table[SlotTable.home(table, thread)];
            if (slot == null || !slot.refersTo(thread)) {
                return enterSlowly(thread);
            }
        }
        return enter(slot);
    }

    /** Counts first and looks second: the order of the proof above. */
    private Call<D> enter(Slot<D> slot) {
        int before = slot.ownCalls();
        try {
            slot.up();
            if (!isClosed()) {
                return slot;
            }
            slot.down();
            left();
        } catch (Throwable endOfStack) {
            slot.calls = before;
            throw endOfStack;
        }
        throw refusal();
    }

    private Call<D> enterListed(Thread owner) {
        return enter(new ListedCall<>(this, owner, "", place()));
    }

    @SuppressWarnings("unchecked") // as above
    private Call<D> enterSlowly(Thread thread) {
        Slot<?> slot = SlotTable.find(slots, thread);
        if (slot != null) {
            return enter((Slot<D>) slot);
        }
        return isTraced() ? enterListed(thread) : enter(added(thread));
    }

    /** For a thread that may be one of many, and short-lived. Counts first and looks second, too. */
    final Call<D> enterShared(Thread thread) {
        SharedSlots<D> all = shared;
        if (all == null) {
            return enterSharedFirst(thread);
        }
        SharedSlot<D> slot = all.claim(thread);
        if (slot == null) {
            return enterListed(thread);
        }
        boolean isOpen = false;
        try {
            isOpen = isOpen();
        } finally {
            if (!isOpen) { // or the stack has ended
                if (slot.nested > 0) {
                    slot.nested--;
                } else {
                    slot.owner = null;
                }
            }
        }
        if (!isOpen) {
            left();
            throw refusal();
        }
        return slot;
    }

    private Call<D> enterSharedFirst(Thread thread) {
        if (isTraced()) {
            return enterListed(thread);
        }
        requireOpen();
        SHARED.compareAndSet(this, null, new SharedSlots<>(this));
        requireOpen(); // or shut() has seen them
        return enterShared(thread);
    }

    private Slot<D> added(Thread thread) {
        Slot<D> added = new Slot<>(this, thread);
        @Nullable Slot<?>[] old;
        do {
            old = slots;
            requireOpen();
        } while (!SLOTS.compareAndSet(this, old, SlotTable.with(old, added, thread)));
        requireOpen(); // or shut() has seen the table
        Slot<D> easy = first;
        if (easy == null || easy.isDead()) {
            first = added;
        }
        return added;
    }

    @Override
    final Guard<D> self() {
        return this;
    }

    /** For one who is inside. */
    final D targetInside() {
        D peer = target;
        if (peer == null) {
            throw refusal();
        }
        return peer;
    }

    /** Whether the target, if there is one, is of this type; it may go at any moment. */
    public final boolean mayLeadTo(Class<?> type) {
        D peer = target;
        return peer == null || type.isInstance(peer);
    }

    /**
     * Lets calls in. Not at the same time as another change of the state.
     *
     * @param peer what they go to
     * @throws IllegalStateException if the guard is open or shut
     */
    public final void open(D peer) {
        requireNew();
        target = peer;
        open();
    }

    /** Keeps calls out until opened again, and lets go of the peer; waits for nobody. Does nothing if shut. */
    public final void reclose() {
        if (tryReclose()) {
            target = null;
        }
    }

    /** Who comes in now replaces one of the two, and then sees the state. */
    @Override
    final boolean isUnused() {
        return slots == SlotTable.EMPTY && listed() == null && shared == null;
    }

    /**
     * Tells whether somebody has ever tried to call.
     *
     * @return true if so; exact for calls that were let in before {@link #reclose} or {@link #shut}
     */
    public final boolean wasEntered() {
        return !isUnused();
    }

    @Override
    final void clear() {
        target = null;
        if (slots != SlotTable.EMPTY) { // a look costs less than a volatile write, and most guards were never used
            slots = SlotTable.EMPTY;
            first = null;
        }
        clearListed();
        if (shared != null) {
            shared = null;
        }
    }

    @Override
    final boolean isEmpty() {
        for (@Nullable Slot<?> slot : slots) {
            if (slot != null && slot.calls() != 0) {
                return false;
            }
        }
        SharedSlots<D> all = shared;
        ListedCalls<D> calls = listed();
        return (all == null || all.isEmpty()) && (calls == null || calls.isEmpty());
    }

    /**
     * Tells whether a thread is inside, for example the one that is about to wait.
     *
     * @param thread the one
     * @return true if so; exact for the current thread
     */
    public final boolean isInside(Thread thread) {
        if (isDrained()) {
            return false;
        }
        for (@Nullable Slot<?> slot : slots) {
            if (slot != null && slot.refersTo(thread) && slot.calls() != 0) {
                return true;
            }
        }
        SharedSlots<D> all = shared;
        ListedCalls<D> calls = listed();
        return (all != null && all.isInside(thread)) || (calls != null && calls.isInside(thread));
    }

    /**
     * Tells who is inside now; about right while calls come and go, and empty once drained.
     *
     * @return one for each thread that has a slot, and one for each other call
     */
    public final List<Holder> holders() {
        List<Holder> holders = new ArrayList<>();
        if (isDrained()) {
            return holders; // a count seen now would be of one who is being refused
        }
        for (@Nullable Slot<?> slot : slots) {
            int calls = slot == null ? 0 : slot.calls();
            if (slot != null && calls != 0) {
                holders.add(Holder.of(slot.get(), calls));
            }
        }
        SharedSlots<D> all = shared;
        if (all != null) {
            all.addHolders(holders);
        }
        ListedCalls<D> calls = listed();
        if (calls != null) {
            holders.addAll(calls.holders());
        }
        return holders;
    }
}
