// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.EventDTO;
import org.nmr.registrar.unload.End.Edge;

/**
 * What holds an end up, to those who wait, report and revoke: a binding that is not gone. May be used by any thread.
 */
public interface Outstanding {
    /** Names it in commands. */
    String id();

    /** Returns the threads that are inside; while one is, it does not end. */
    List<Edge> edges();

    /** Tells whether all that holds it up are threads of these; false if nothing does. */
    boolean waitsOnlyFor(Predicate<Thread> threads);

    /**
     * Ends the asynchronous calls whose result is done.
     *
     * @param askers the threads that ask results of foreign classes
     * @return whether others are in flight
     */
    boolean endDoneCalls(Executor askers);

    /** Returns a copy for reports; null if it is gone. */
    @Nullable
    BindingDTO copy(Snapshot snapshot);

    /** Names the pair in an event. */
    void describe(EventDTO event);

    /**
     * Abandons what holds it up, so that no thread waits for it any more.
     *
     * @return how many calls in flight were abandoned; empty if there was nothing to abandon
     */
    OptionalInt revoke();

    /** Returns the first few; those that a thread is inside come before the others. */
    static List<Outstanding> culpritsFirst(List<Outstanding> all, int limit) {
        List<Outstanding> first = new ArrayList<>();
        List<Outstanding> others = new ArrayList<>();
        for (Outstanding each : all) {
            if (first.size() == limit) {
                return first;
            }
            (each.edges().isEmpty() ? others : first).add(each);
        }
        others.stream().limit(limit - first.size()).forEach(first::add);
        return first;
    }
}
