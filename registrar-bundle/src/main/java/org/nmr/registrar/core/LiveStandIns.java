// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nmr.Binding;
import org.nmr.registrar.call.Guard;
import org.nmr.registrar.text.ForeignText;
import org.nmr.registrar.view.StandInMaker;
import org.nmr.spi.Redirect;
import org.nmr.spi.StandIns;

/** Makes stand-ins for sides of bindings. */
final class LiveStandIns implements StandIns {
    private final StandInMaker maker;

    LiveStandIns(StandInMaker maker) {
        this.maker = maker;
    }

    @Override
    public Object standIn(Binding<?> binding, Redirect redirect) {
        Objects.requireNonNull(binding, "stand-in: expected a binding, was null");
        Objects.requireNonNull(redirect, () -> "stand-in for " + binding + ": expected a redirect, was null");
        String problem = problem(binding);
        if (problem != null) {
            throw new IllegalArgumentException("stand-in: expected " + problem);
        }
        return maker.make((Side<?>) binding, ended -> next((Side<?>) ended, redirect));
    }

    /** Runs the foreign code on the thread of the caller, without a lock. */
    private Guard<?> next(Side<?> ended, Redirect redirect) {
        assert !Thread.holdsLock(ended.binding().space);
        Binding<?> next = redirect.next(ended);
        String problem = problem(next);
        if (problem != null) {
            throw new IllegalStateException("The call was to go on after " + ended
                    + " has ended, but its redirect has not returned a usable binding: expected " + problem);
        }
        return (Side<?>) next;
    }

    /** Says what is expected of a binding, and what it is instead; null if nothing is wrong. */
    private @Nullable String problem(@Nullable Binding<?> binding) {
        if (!(binding instanceof Side<?> side)) {
            return "a binding that this registrar has made, was "
                    + (binding == null
                            ? "null"
                            : "one of " + ForeignText.of(binding.getClass().getName()));
        }
        Class<?> missing = maker.missing(side);
        return missing == null
                ? null
                : "a peer whose dispatch implements " + ForeignText.of(missing.getName()) + ", but that of " + side
                        + " does not";
    }
}
