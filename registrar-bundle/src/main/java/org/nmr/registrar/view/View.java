// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import org.nmr.registrar.call.Guard;

/**
 * What every generated view is, besides its dispatch interface.
 *
 * <p>A view knows its guard and nothing else: who keeps a view after the end keeps neither the peer nor its class
 * loader, beyond that of the interface. Generated classes extend this one, so it is public; it declares no method that
 * an interface could clash with.
 */
public abstract class View {
    /** Counts the calls, and knows the target while there is one. */
    protected final Guard<?> guard;

    /**
     * Only for generated classes.
     *
     * @param guard counts the calls
     */
    protected View(Guard<?> guard) {
        this.guard = guard;
    }

    /** Tells whether the other is a view of the same side of the same binding. */
    @Override
    public final boolean equals(Object other) {
        return other instanceof View view && view.guard == guard;
    }

    @Override
    public final int hashCode() {
        return System.identityHashCode(guard);
    }

    /** Names the dispatch without asking the peer, so it works after the end, too. */
    @Override
    public final String toString() {
        return "counted " + getClass().getInterfaces()[0].getName() + " of " + guard;
    }
}
