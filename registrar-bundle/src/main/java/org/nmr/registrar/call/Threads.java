// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** What the call path asks a thread: only what no subclass of {@link Thread} can override. */
public final class Threads {
    private static final @Nullable MethodHandle IS_VIRTUAL = find("isVirtual", boolean.class);
    private static final @Nullable MethodHandle ID = find("threadId", long.class);

    private Threads() {}

    static boolean isVirtual(Thread thread) {
        if (IS_VIRTUAL == null) {
            return false;
        }
        try {
            return (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Returns where to look for what belongs to the thread. Never changes; two threads may have the same. */
    static int key(Thread thread) {
        if (ID == null) {
            return keyWithoutId(thread);
        }
        try {
            return (int) (long) ID.invokeExact(thread);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Before JDK 19, where getId can be overridden. Ids count up, so they spread better than identity hash codes. */
    @SuppressWarnings("deprecation")
    private static int keyWithoutId(Thread thread) {
        return thread.getClass() == Thread.class ? (int) thread.getId() : System.identityHashCode(thread);
    }

    /** These methods declare no exception, but a stack may end in them. */
    private static RuntimeException unexpected(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return new IllegalStateException("expected a method of java.lang.Thread not to throw", e);
    }

    private static @Nullable MethodHandle find(String method, Class<?> result) {
        try {
            return MethodHandles.publicLookup().findVirtual(Thread.class, method, MethodType.methodType(result));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null; // before JDK 19
        }
    }
}
