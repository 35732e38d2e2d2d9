// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * The two methods of one Promise type that the registrar calls without importing it.
 *
 * @param type the Promise type
 * @param isDone {@code (Object) boolean}
 * @param onResolve {@code (Object, Runnable) void}
 * @param others the other Promise types of the same dispatch interface, which may come from several class loaders
 */
public record AsyncPromises(
        Class<?> type,
        MethodHandle isDone,
        MethodHandle onResolve,
        @Nullable AsyncPromises others) {

    static AsyncPromises of(Class<?> promise, @Nullable AsyncPromises others) {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        try {
            MethodHandle isDone = lookup.findVirtual(promise, "isDone", MethodType.methodType(boolean.class));
            MethodHandle onResolve =
                    lookup.findVirtual(promise, "onResolve", MethodType.methodType(promise, Runnable.class));
            return new AsyncPromises(
                    promise,
                    isDone.asType(MethodType.methodType(boolean.class, Object.class)),
                    onResolve.asType(MethodType.methodType(void.class, Object.class, Runnable.class)),
                    others);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(promise.getName() + " has no public isDone() and onResolve(Runnable)", e);
        }
    }

    /** Returns what knows this result; null if it is no promise. */
    @Nullable
    AsyncPromises typeOf(@Nullable Object result) {
        AsyncPromises each = this;
        while (each != null && !each.type.isInstance(result)) {
            each = each.others;
        }
        return each;
    }

    boolean isDone(@Nullable Object promise) throws Throwable {
        return (boolean) isDone.invokeExact(promise);
    }

    void onResolve(@Nullable Object promise, Runnable callback) throws Throwable {
        onResolve.invokeExact(promise, callback);
    }
}
