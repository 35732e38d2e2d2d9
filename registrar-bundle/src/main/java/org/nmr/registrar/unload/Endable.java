// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.call.Rundown;

/**
 * Can be ended in two steps: first the whole group stops accepting work, then each member is detached.
 */
public interface Endable {
    /** First step: accepts no new work, and calls no module. Returns what the end waits for. May be repeated. */
    List<End> beginEnd();

    /**
     * Second step: calls all detach callbacks that no thread has called. May be repeated, and must be before each
     * wait: the thread that has begun the end may be further up on this very stack.
     */
    void detachAll(Rundown rundown);

    /** Names the end in reports. */
    default String endName() {
        return "unload of " + this;
    }

    /** Takes both steps; does not wait. */
    default Unload end(UnloadControl unloads) {
        Unload unload = new Unload(this, unloads);
        unload.look();
        return unload;
    }

    /** Takes both steps and waits. What an Error interrupts in them, the wait takes up again. */
    default void endAndAwait(UnloadControl unloads) {
        new Unload(this, unloads).await();
    }

    /**
     * The same, at most for the given time; returns whether the end is complete. If an Error keeps the end from its
     * begin, it is thrown, because no thread would take that up.
     */
    default boolean endAndAwait(UnloadControl unloads, Duration atMost) {
        Unload unload = new Unload(this, unloads);
        if (unload.await(atMost)) {
            return true;
        }
        if (!unload.hasBegun()) {
            unload.look();
        }
        return unload.isComplete();
    }

    /** Takes the first step for each. */
    static List<End> beginEnd(List<? extends Endable> group) {
        return group.stream().flatMap(each -> each.beginEnd().stream()).toList();
    }

    /** Takes the second step for each, also if it fails for some; throws what the last of these has thrown. */
    static void detachAll(List<? extends Endable> group, Rundown rundown) {
        Throwable failure = null;
        for (Endable each : group) {
            try {
                each.detachAll(rundown);
            } catch (RuntimeException | Error failed) {
                failure = failed;
            }
        }
        rethrow(failure);
    }

    /** Throws what is not null. */
    static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
    }
}
