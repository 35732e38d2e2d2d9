// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import org.nmr.registrar.call.Guard;
import org.nmr.registrar.call.HandOut;

/**
 * What every generated view of a handed-out object is, besides the declared type of that object.
 *
 * <p>The object itself is kept by its {@link HandOut} only, and only until the end. Generated classes extend this one,
 * so it is public; it declares no method that an interface could clash with.
 */
public abstract class HandedOutView {
    /** Counts the calls. */
    protected final Guard<?> guard;

    /** Knows the object while it may be called. */
    protected final HandOut<?> handOut;

    private final int hash;

    /**
     * Only for generated classes.
     *
     * @param handOut knows the object
     */
    protected HandedOutView(HandOut<?> handOut) {
        this.guard = handOut.owner();
        this.handOut = handOut;
        this.hash = System.identityHashCode(handOut.result);
    }

    /** Tells whether the other is a view of the same object; after the end, whether it is this view. */
    @Override
    public final boolean equals(Object other) {
        return this == other || (other instanceof HandedOutView view && handOut.isOfSame(view.handOut));
    }

    @Override
    public final int hashCode() {
        return hash;
    }

    /** Names the object without asking it, so it works after the end, too. */
    @Override
    public final String toString() {
        return "counted " + handOut;
    }
}
