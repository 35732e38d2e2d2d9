// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.nmr.DetachedException;
import org.nmr.registrar.call.Guard;
import org.nmr.registrar.call.Handles;
import org.nmr.registrar.text.ForeignText;

/**
 * What every generated stand-in is, besides its interfaces: a view of several interfaces that can be led to another
 * guard.
 *
 * <p>As a {@link View} it keeps nothing of the peer. {@code equals} and {@code hashCode} are those of the object,
 * because its guard may change. Generated classes extend this one, so it is public; it declares no method that an
 * interface could clash with.
 */
public abstract class StandInView {
    private static final VarHandle GUARD =
            Handles.find(MethodHandles.lookup(), StandInView.class, "guard", Guard.class);

    /** Counts the calls that begin now. A call remembers the one that it has entered. */
    protected volatile Guard<?> guard;

    private final UnaryOperator<Guard<?>> redirect;

    /**
     * Only for generated classes.
     *
     * @param guard counts the calls
     * @param redirect returns the guard after one that is shut, or throws what the caller gets
     */
    protected StandInView(Guard<?> guard, UnaryOperator<Guard<?>> redirect) {
        this.guard = guard;
        this.redirect = redirect;
    }

    /**
     * Leads a stand-in to its next guard, on the thread of the caller and inside nothing. A shut guard never opens
     * again. So who is led to one for the second time is led in a cycle.
     *
     * @param view the stand-in
     * @param refused the guard that has refused the call
     * @param refusal what it has thrown
     * @return the guard that the call tries next; it was not shut just now
     * @throws DetachedException the refusal, if there is no next guard
     */
    public static Guard<?> next(StandInView view, Guard<?> refused, DetachedException refusal) {
        Set<Guard<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Guard<?> next = refused;
        do {
            seen.add(next);
            next = view.after(next);
            if (seen.contains(next)) {
                throw refusal;
            }
        } while (next.isShut());
        return next;
    }

    /** Several threads may ask the redirect at the same time; the answer of the first counts for all. */
    private Guard<?> after(Guard<?> ended) {
        if (guard == ended) {
            Guard<?> next = redirect.apply(ended);
            GUARD.compareAndSet(this, ended, next);
        }
        return guard;
    }

    /** Names the interfaces without asking the peer, so it works after the end, too. */
    @Override
    public final String toString() {
        return Arrays.stream(getClass().getInterfaces())
                .map(type -> ForeignText.of(type.getName()))
                .collect(Collectors.joining(", ", "stand-in for ", " of " + guard));
    }
}
