// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.List;

/**
 * Something that comes to an end in two steps, so that a group of them is first told as a whole that nothing new begins,
 * and then detached one after the other.
 */
interface Unloadable {
    /** Lets nothing new begin and calls nobody; returns what the end waits for. May be repeated. */
    List<Ending> beginEnd();

    /**
     * Calls the detach callbacks of all bindings where nobody has done it. May be repeated, and must be before each
     * wait: the thread that has begun the end may be further up on this very stack.
     */
    void detachAll(Rundown rundown);

    /** Takes both steps; waits for nobody. */
    default Unload end(Unloads unloads) {
        List<Ending> parts = beginEnd();
        Rundown rundown = new Rundown();
        detachAll(rundown);
        rundown.finish();
        return new Unload(toString(), parts, unloads);
    }

    /** Takes the first step for each. */
    static List<Ending> beginEnd(List<? extends Unloadable> group) {
        return group.stream().flatMap(each -> each.beginEnd().stream()).toList();
    }
}
