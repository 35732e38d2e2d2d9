package org.nmr.registrar.call;

import org.jspecify.annotations.Nullable;

/**
 * Who is inside a guard.
 *
 * @param thread whose calls these are; null if it ended without closing them, or for calls that no thread owns
 * @param calls how many are open
 */
public record Holder(@Nullable Thread thread, int calls) {
    /** Says it to people; runs no code of a module's thread. */
    @Override
    public String toString() {
        return calls + " of " + (thread == null ? "no thread" : "thread " + thread.getName());
    }
}
