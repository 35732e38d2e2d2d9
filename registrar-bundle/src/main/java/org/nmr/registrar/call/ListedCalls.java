// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The calls that have no slot: those of virtual threads, and those that outlive the method that began them.
 *
 * <p>A list under its own monitor costs what a shared atomic counter costs, and knows who is inside. Nothing foreign
 * runs under the monitor.
 *
 * @param <D> the dispatch type of the peer
 */
final class ListedCalls<D> {
    private final Guard<D> guard;

    /** There from the first object that was handed out; guarded by this. */
    private @Nullable HandOuts known;

    /** The newest; guarded by this. */
    private @Nullable ListedCall<D> first;

    ListedCalls(Guard<D> guard) {
        this.guard = guard;
    }

    /** Returns false if the guard is closed. */
    synchronized boolean enter(ListedCall<D> call) {
        boolean isOpen = !guard.isClosed();
        if (isOpen) {
            link(call);
        }
        return isOpen;
    }

    /** For a thread that is inside by another call; returns false if the guard is drained. */
    synchronized boolean enterInside(ListedCall<D> call) {
        boolean isIn = !guard.isDrained();
        if (isIn) {
            link(call);
        }
        return isIn;
    }

    /** For any thread, while another call is in flight; returns false if that is over. */
    synchronized boolean enterInside(ListedCall<D> call, ListedCall<D> outer) {
        return !outer.isOver && enterInside(call);
    }

    synchronized boolean isOver(ListedCall<D> call) {
        return call.isOver;
    }

    private void link(ListedCall<D> call) {
        call.list = this;
        ListedCall<D> next = first;
        call.next = next;
        if (next != null) {
            next.previous = call;
        }
        first = call;
    }

    /** Returns false if it was gone already. */
    synchronized boolean leave(ListedCall<D> call) {
        if (call.isOver) {
            return false;
        }
        call.isOver = true;
        ListedCall<D> previous = call.previous;
        ListedCall<D> next = call.next;
        if (previous == null) {
            first = next;
        } else {
            previous.next = next;
        }
        if (next != null) {
            next.previous = previous;
        }
        call.previous = null;
        call.next = null;
        return true;
    }

    synchronized boolean isEmpty() {
        return first == null;
    }

    synchronized boolean isInside(Thread thread) {
        for (ListedCall<D> call = first; call != null; call = call.next) {
            if (call.isOf(thread)) {
                return true;
            }
        }
        return false;
    }

    /** Ends what is done of the asynchronous calls, and returns whether others are in flight. */
    boolean endDone(@Nullable Executor askers) {
        assert !Thread.holdsLock(this);
        endLost();
        List<PendingCall<D>> pending = pending();
        pending.removeIf(call -> call.endIfDone(/* isWaiting= */ askers != null));
        if (askers != null) {
            pending.forEach(call -> call.ask(askers));
        }
        return !pending.isEmpty();
    }

    private void endLost() {
        List<ListedCall<D>> lost = lost();
        lost.forEach(ListedCall::leave);
        if (!lost.isEmpty() && guard.isClosed()) {
            guard.left();
        }
    }

    private synchronized List<ListedCall<D>> lost() {
        List<ListedCall<D>> calls = new ArrayList<>();
        for (ListedCall<D> call = first; call != null; call = call.next) {
            if (call.isLost) {
                calls.add(call);
            }
        }
        return calls;
    }

    private synchronized List<PendingCall<D>> pending() {
        List<PendingCall<D>> calls = new ArrayList<>();
        for (ListedCall<D> call = first; call != null; call = call.next) {
            if (call instanceof PendingCall<D> pending) {
                calls.add(pending);
            }
        }
        return calls;
    }

    synchronized List<Holder> holders() {
        List<Holder> holders = new ArrayList<>();
        for (ListedCall<D> call = first; call != null; call = call.next) {
            Holder holder = call.holder();
            if (holder != null) {
                holders.add(holder);
            }
        }
        return holders;
    }

    /** Returns the views of what was handed out and is in flight. */
    synchronized List<AutoCloseable> handedOut() {
        List<AutoCloseable> views = new ArrayList<>();
        for (ListedCall<D> call = first; call != null; call = call.next) {
            AutoCloseable view = call instanceof HandOut<D> out ? out.view() : null;
            if (view != null) {
                views.add(view);
            }
        }
        return views;
    }

    /** Lets go of an object that was handed out when the guard is drained. */
    synchronized void remember(HandOut<D> out) {
        HandOuts all = known;
        if (all == null) {
            all = new HandOuts();
            known = all;
        }
        all.add(out);
    }

    /** Lets go of all that was handed out. May be repeated. */
    synchronized void forget() {
        if (known != null) {
            known.forget();
        }
    }
}
