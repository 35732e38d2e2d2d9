// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.nmr.Call;

/**
 * One object that a method of the peer has handed out. If its caller has to close it, it is a call in flight until
 * then.
 *
 * <p>Begun before the method is called, inside the method's own hold, so no object comes that cannot be counted. The
 * object is kept here only, and is let go when the guard is drained: who keeps a view of it keeps nothing of the peer.
 *
 * <p>While it is in flight, a thread may enter a guard that is shut. The guard's list holds it meanwhile, so no thread
 * finds the guard empty. Both are decided under the monitor of that list. Public for the generated views.
 *
 * @param <D> the dispatch type of the peer
 */
public final class HandOut<D> extends ListedCall<D> {
    /** Of one who closes what is closed already, after the end. */
    private static final Call<?> NOTHING = new Nothing();

    /** What the method has returned. The view writes it without a call, which a full stack would refuse. */
    public volatile @Nullable Object result;

    private final String type;
    private final boolean isClosable;

    /** The nearest one in flight by which this was handed out; null if there was none. */
    private final @Nullable HandOut<D> outer;

    /** When it was handed out; written before {@link #view}. */
    private long given;

    /** What the caller has got; for those that are in flight only. */
    private volatile @Nullable AutoCloseable view;

    private HandOut(Guard<D> guard, @Nullable HandOut<D> outer, String type, boolean isClosable, String what) {
        super(guard, /* owner= */ null, what, guard.place());
        this.outer = outer;
        this.type = type;
        this.isClosable = isClosable;
    }

    /**
     * Begins to hand out an object, on a thread that is inside the guard.
     *
     * @param guard counts it
     * @param by whose method is called; null for a method of the peer's dispatch
     * @param type the declared type, for reports
     * @param isClosable whether it is in flight until it is closed
     * @param what the method that is called, for reports
     * @return what is handed out
     */
    @SuppressWarnings("unchecked") // one hands out for its own guard only
    public static HandOut<?> begin(
            Guard<?> guard, @Nullable HandOut<?> by, String type, boolean isClosable, String what) {
        Guard<Object> known = (Guard<Object>) guard;
        HandOut<Object> outer = by == null ? null : ((HandOut<Object>) by).nearestOpen();
        HandOut<Object> begun = new HandOut<>(known, outer, type, isClosable, what);
        if (isClosable) {
            known.enterInside(begun);
        }
        return begun;
    }

    private @Nullable HandOut<D> nearestOpen() {
        HandOut<D> open = this;
        while (open != null && !open.isInFlight()) {
            open = open.outer;
        }
        return open;
    }

    private boolean isInFlight() {
        return isClosable && !isClosed() && !guard().isDrained();
    }

    private boolean isClosed() {
        ListedCalls<D> entered = list;
        return entered != null && entered.isOver(this);
    }

    /** Returns the view of an object by which this is handed out, if it is that very object; else null. */
    public @Nullable Object viewAbove(Object returned) {
        for (HandOut<D> above = outer; above != null; above = above.outer) {
            Object known = above.view;
            if (above.result == returned && known != null) {
                return known;
            }
        }
        return null;
    }

    /** The caller gets this view. */
    public void given(Object newView) {
        guard().remember(this);
        if (isClosable) {
            given = guard().nanoTime();
            view = (AutoCloseable) newView;
        }
    }

    /** The method has thrown, or what followed it: no caller gets the object, so it is closed here. */
    public void failed() {
        Object lost = result;
        try {
            if (isClosable && view == null && lost instanceof AutoCloseable closeable) {
                closeable.close();
            }
        } catch (Throwable thrown) {
            guard().failed(
                            what() + ": expected to close what it has returned, because that cannot be handed out",
                            thrown);
        } finally {
            closed();
        }
    }

    /** The object is closed, or there is none. May be repeated. */
    public void closed() {
        leave();
        view = null;
        afterLeave();
    }

    /** Lets go of the object, after the end. */
    void forget() {
        result = null;
        view = null;
    }

    /**
     * Begins a call of the object on this thread. After the guard was shut, the object must be in flight, or one by
     * which it was handed out.
     *
     * @param out the object
     * @return the call
     */
    public static Call<?> enter(HandOut<?> out) {
        try {
            return out.guard().enter();
        } catch (RuntimeException refusal) {
            Call<?> inner = out.enterInside();
            if (inner == null) {
                throw refusal;
            }
            return inner;
        }
    }

    private @Nullable Call<D> enterInside() {
        for (HandOut<D> open = nearestOpen(); open != null; open = open.outer) {
            ListedCall<D> call = new ListedCall<>(guard(), Thread.currentThread(), "", guard().place());
            ListedCalls<D> entered = open.list;
            if (entered != null && entered.enterInside(call, open)) {
                return call;
            }
        }
        return null;
    }

    /** The same for {@code close()}: to close again what is closed is no error, also after the end. */
    public static Call<?> enterToClose(HandOut<?> out) {
        try {
            return enter(out);
        } catch (RuntimeException refusal) {
            if (!out.isClosed()) {
                throw refusal;
            }
            return NOTHING;
        }
    }

    /** Returns the object, for one who is inside. */
    public Object target() {
        Object object = result;
        if (object == null) {
            throw guard().refusal();
        }
        return object;
    }

    /** Returns what is to be closed inside this call. */
    public AutoCloseable toClose(Call<?> call) {
        return call == NOTHING ? () -> {} : (AutoCloseable) target();
    }

    /** Whether both are known to be views of one object. */
    public boolean isOfSame(HandOut<?> other) {
        Object mine = result;
        return mine != null && mine == other.result;
    }

    /** Counts the calls of the object. */
    public Guard<?> owner() {
        return guard();
    }

    /** Returns null until the object was handed out: until then the thread is inside. */
    @Override
    @Nullable
    Holder holder() {
        Holder call = super.holder();
        return call == null || view == null ? null : call.handedOut(type, OptionalLong.of(given));
    }

    /** Null until the object was handed out. */
    @Nullable
    AutoCloseable view() {
        return view;
    }

    @Override
    public String toString() {
        return type + " handed out by " + what() + " of " + guard();
    }

    /** Needs no class that the end of a stack could refuse. */
    private static final class Nothing implements Call<Object> {
        @Override
        public Object dispatch() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
