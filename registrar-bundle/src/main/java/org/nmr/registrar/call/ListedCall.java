// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.nmr.Call;

/**
 * One call in a {@link ListedCalls}, whose monitor guards the mutable fields. Public for the generated views.
 *
 * @param <D> the dispatch type of the peer
 */
public class ListedCall<D> implements Call<D> {
    private final Guard<D> guard;

    /** The only thread that may close this; null if any may. */
    private final @Nullable Thread owner;

    private final String what;

    /** Where it was begun, in debug mode. */
    private final @Nullable Throwable place;

    private final long began;

    /** The list that this has entered. */
    @Nullable
    ListedCalls<D> list;

    @Nullable
    ListedCall<D> previous;

    @Nullable
    ListedCall<D> next;

    boolean isOver;

    /**
     * Whether the close of this call was cut short, so that a thread that looks ends it. Written by generated views,
     * too: a write only, which cannot fail.
     */
    public volatile boolean isLost;

    ListedCall(Guard<D> guard, @Nullable Thread owner, String what, @Nullable Throwable place) {
        this.guard = guard;
        this.owner = owner;
        this.what = what;
        this.place = place;
        this.began = guard.nanoTime();
    }

    @Override
    public final D dispatch() {
        return guard.targetInside();
    }

    @Override
    public final void close() {
        Thread current = Thread.currentThread();
        if (owner != null && owner != current) {
            throw Misuse.wrongThread(guard, owner, current);
        }
        ListedCalls<D> entered = list; // no call more than it took to enter, for the end of the stack
        if (entered == null || !entered.leave(this)) {
            throw Misuse.closedTwice(guard);
        }
        try {
            afterLeave();
        } catch (Throwable endOfStack) {
            // the call is over; the next thread that looks finishes the guard
        }
    }

    /**
     * Takes the call out of the count; {@link #afterLeave} must follow.
     *
     * @return false if it was taken out already
     */
    protected final boolean leave() {
        ListedCalls<D> entered = list;
        return entered != null && entered.leave(this);
    }

    /** Lets a guard that is shut look whether this was its last call. */
    protected final void afterLeave() {
        if (guard.isClosed()) {
            guard.left();
        }
    }

    final Guard<D> guard() {
        return guard;
    }

    final String what() {
        return what;
    }

    final boolean isOf(Thread thread) {
        return owner == thread;
    }

    /** Null if there is nothing to show yet. */
    @Nullable
    Holder holder() {
        List<StackTraceElement> frames = place == null ? List.of() : List.of(place.getStackTrace());
        return new Holder(owner, 1, what, OptionalLong.of(began), frames, "");
    }
}
