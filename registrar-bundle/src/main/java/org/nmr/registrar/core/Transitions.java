// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import org.jspecify.annotations.Nullable;

/**
 * A table that says which state follows a state and an event. An array, because each binding takes a dozen steps
 * through it.
 *
 * @param <S> the states
 * @param <E> the events
 */
final class Transitions<S extends Enum<S>, E extends Enum<E>> {
    /** By state, then event; null where nothing follows. Not changed after the table was put together. */
    private final @Nullable Object[] next;

    private final int events;

    Transitions(Class<S> states, Class<E> events) {
        this.events = events.getEnumConstants().length;
        this.next = new Object[states.getEnumConstants().length * this.events];
    }

    Transitions<S, E> add(S state, E event, S following) {
        next[index(state, event)] = following;
        return this;
    }

    /**
     * Returns the state that follows.
     *
     * @throws AssertionError if nothing follows: a fault of the registrar, because what a caller may do wrong is tested
     *     before
     */
    @SuppressWarnings("unchecked") // nothing else was added
    S next(S state, E event, Object subject) {
        Object following = next[index(state, event)];
        if (following == null) {
            throw new AssertionError(subject + ": " + event + " is not possible in state " + state);
        }
        return (S) following;
    }

    @SuppressWarnings("EnumOrdinal") // inside this table only
    private int index(S state, E event) {
        return state.ordinal() * events + event.ordinal();
    }
}
