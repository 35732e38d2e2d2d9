// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.nmr.Call;

/**
 * One call in a {@link ListedCalls}, whose monitor guards the mutable fields.
 *
 * @param <D> the dispatch type of the peer
 */
final class ListedCall<D> implements Call<D> {
    private final Guard<D> guard;
    private final ListedCalls<D> list;

    /** The only thread that may close this; null if any may. */
    private final @Nullable Thread owner;

    private final String what;

    /** Where it was begun, in debug mode. */
    private final @Nullable Throwable place;

    private final long began = System.nanoTime();

    @Nullable
    ListedCall<D> previous;

    @Nullable
    ListedCall<D> next;

    boolean isOver;

    ListedCall(Guard<D> guard, ListedCalls<D> list, @Nullable Thread owner, String what, @Nullable Throwable place) {
        this.guard = guard;
        this.list = list;
        this.owner = owner;
        this.what = what;
        this.place = place;
    }

    @Override
    public D dispatch() {
        return guard.targetInside();
    }

    @Override
    public void close() {
        Thread current = Thread.currentThread();
        if (owner != null && owner != current) {
            throw Misuse.wrongThread(guard, owner, current);
        }
        if (!list.leave(this)) {
            throw Misuse.closedTwice(guard);
        }
        if (guard.isClosed()) {
            guard.left();
        }
    }

    boolean isOf(Thread thread) {
        return owner == thread;
    }

    Holder holder() {
        List<StackTraceElement> frames = place == null ? List.of() : List.of(place.getStackTrace());
        return new Holder(owner, 1, what, OptionalLong.of(began), frames);
    }
}
