// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.unload.End.Edge;

/**
 * A thread that waits for an end from inside: in a callback or call that must return first. Such a wait would not end,
 * so it is refused [A-14, B-6]. The refusal comes when the end waits for no other thread.
 *
 * <p>A thread that waits for this one, directly or over others, counts as inside, too: two threads that are inside the
 * same module and unload it would wait for each other.
 */
final class Insiders {
    private final Thread thread = Thread.currentThread();
    private final Unload unload;
    private final UnloadControl unloads;
    private final Edge edge;

    private Insiders(Unload unload, UnloadControl unloads, Edge edge) {
        this.unload = unload;
        this.unloads = unloads;
        this.edge = edge;
    }

    /** Returns null if this thread is not inside. */
    static @Nullable Insiders of(Unload unload, UnloadControl unloads) {
        Thread thread = Thread.currentThread();
        for (End part : unload.parts()) {
            for (Edge edge : part.edges()) {
                if (edge.thread() == thread) {
                    return new Insiders(unload, unloads, edge);
                }
            }
        }
        return null;
    }

    /** Whether the end waits for no other thread and no module's word. */
    boolean areAlone() {
        Set<Thread> inside = new WaitCycle(unloads.waits().asleep(), /* withLocks= */ false).leadingTo(thread);
        return unload.parts().stream().allMatch(part -> part.isOver() || part.waitsOnlyFor(inside::contains));
    }

    IllegalStateException refusal() {
        return new IllegalStateException(unload + ": its end cannot be awaited here, because it waits for this " + edge
                + ". The end has begun. Return first, or await it on another thread");
    }
}
