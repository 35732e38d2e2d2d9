// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.nmr.Call;

/**
 * The part of a {@link Guard} for what has no slot: calls that outlive the method that began them, and what the peer
 * has handed out.
 *
 * @param <D> the dispatch type of the peer
 */
public abstract class ListedGuard<D> extends GuardState {
    private static final VarHandle LISTED =
            Handles.find(MethodHandles.lookup(), ListedGuard.class, "listed", ListedCalls.class);

    /** There from the first call without slot. */
    private volatile @Nullable ListedCalls<D> listed;

    /** For {@link Guard} only. */
    ListedGuard() {}

    /**
     * Returns why nobody may call: not attached, or detached.
     *
     * @return a new exception
     */
    protected abstract RuntimeException refusal();

    /**
     * Tells whether each call is to remember where and when it was begun. Never changes: a traced guard has no slots.
     *
     * @return true if so, which makes calls slow
     */
    protected boolean isTraced() {
        return false;
    }

    /**
     * Returns the time by which calls that have no slot are dated.
     *
     * @return nanoseconds since some fixed moment
     */
    protected abstract long nanoTime();

    /**
     * Called when an asynchronous call goes on though something has failed that its caller does not see. Throws
     * nothing.
     *
     * @param what which call, and what was expected of it
     * @param thrown what was thrown instead
     */
    protected void failed(String what, Throwable thrown) {}

    /** Where this thread is, if that is to be remembered. */
    final @Nullable Throwable place() {
        return isTraced() ? new Throwable() : null;
    }

    final void requireOpen() {
        if (!isOpen()) {
            throw refusal();
        }
    }

    /** Begins a call that has no slot. */
    final <C extends ListedCall<D>> C enter(C call) {
        ListedCalls<D> calls = listed;
        if (calls == null) {
            requireOpen();
            LISTED.compareAndSet(this, null, new ListedCalls<>(self()));
            requireOpen(); // or shut() has seen the list
            calls = listed;
        }
        if (calls == null || !calls.enter(call)) {
            throw refusal();
        }
        return call;
    }

    /** The same for a thread that is inside, also if this was shut meanwhile: its own call is seen until it leaves. */
    final void enterInside(ListedCall<D> call) {
        if (!lists().enterInside(call)) {
            throw refusal();
        }
    }

    /** Lets go of an object that was handed out when this is drained. For a thread that is inside. */
    final void remember(HandOut<D> out) {
        lists().remember(out);
        if (isDrained()) { // abandoned: no thread may come after this one
            out.forget();
        }
    }

    /** Also a new one, which nobody looks at, once this is drained. */
    private ListedCalls<D> lists() {
        ListedCalls<D> calls = listed;
        if (calls != null) {
            return calls;
        }
        ListedCalls<D> made = new ListedCalls<>(self());
        ListedCalls<D> first = calls(LISTED.compareAndExchange(this, null, made));
        return first == null ? made : first;
    }

    @SuppressWarnings("unchecked") // the field has no other type
    private @Nullable ListedCalls<D> calls(@Nullable Object read) {
        return (ListedCalls<D>) read;
    }

    abstract Guard<D> self();

    @Nullable
    final ListedCalls<D> listed() {
        return listed;
    }

    final void clearListed() {
        ListedCalls<D> calls = listed;
        if (calls != null) { // a look costs less than a volatile write, and most guards have none
            calls.forget();
            listed = null;
        }
    }

    /**
     * Begins a call that any thread may end.
     *
     * @param what the method that is called, for reports
     * @return the call
     * @throws RuntimeException as {@link #refusal()} says, if the guard is not open
     */
    public final Call<D> enterDetached(String what) {
        return enter(new ListedCall<>(self(), /* owner= */ null, what, place()));
    }

    /**
     * Ends the asynchronous calls whose result is done, for those who wait for this guard. Neither blocks nor fails
     * because of a result: others ask one of a foreign class, and a later look finds the answer.
     *
     * @param askers the threads that ask the results of foreign classes; null if they are not asked
     * @return whether other asynchronous calls are in flight
     */
    public final boolean endDoneCalls(@Nullable Executor askers) {
        ListedCalls<D> calls = listed;
        return calls != null && calls.endDone(askers);
    }

    /**
     * Returns what was handed out and is in flight, until it is closed.
     *
     * @return the counted views
     */
    public final List<AutoCloseable> handedOut() {
        ListedCalls<D> calls = listed;
        return calls == null || isDrained() ? List.of() : calls.handedOut();
    }
}
