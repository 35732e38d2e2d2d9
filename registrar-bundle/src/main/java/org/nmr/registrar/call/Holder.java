// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Who is inside a guard.
 *
 * @param thread whose calls these are; null if it ended without closing them, or for a call that no thread owns
 * @param calls how many are open
 * @param what the method that was called, if it is asynchronous or hands out; empty if it is not known
 * @param began when, by the guard's {@link Guard#nanoTime}; empty if it is not known
 * @param place where, the innermost frame first; empty unless traced
 * @param handedOut the type of an object that the method has handed out and that is not closed; empty for a call
 */
public record Holder(
        @Nullable Thread thread,
        int calls,
        String what,
        OptionalLong began,
        List<StackTraceElement> place,
        String handedOut) {
    /** A thread inside something that is not a call. */
    public static Holder inside(Thread thread, String what) {
        return new Holder(thread, 0, what, OptionalLong.empty(), List.of(), "");
    }

    /** One of whom only the thread is known. */
    static Holder of(@Nullable Thread thread, int calls) {
        return new Holder(thread, calls, "", OptionalLong.empty(), List.of(), "");
    }

    /** The same for an object that was handed out at that time. */
    Holder handedOut(String type, OptionalLong since) {
        return new Holder(thread, calls, what, since, place, type);
    }
}
