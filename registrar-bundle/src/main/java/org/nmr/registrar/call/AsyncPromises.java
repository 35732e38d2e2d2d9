// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The two methods of one Promise type that the registrar calls without importing it.
 *
 * @param isDone {@code (Object) boolean}
 * @param onResolve {@code (Object, Runnable) void}
 */
public record AsyncPromises(MethodHandle isDone, MethodHandle onResolve) {
    static AsyncPromises of(Class<?> promise) {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        try {
            MethodHandle isDone = lookup.findVirtual(promise, "isDone", MethodType.methodType(boolean.class));
            MethodHandle onResolve =
                    lookup.findVirtual(promise, "onResolve", MethodType.methodType(promise, Runnable.class));
            return new AsyncPromises(
                    isDone.asType(MethodType.methodType(boolean.class, Object.class)),
                    onResolve.asType(MethodType.methodType(void.class, Object.class, Runnable.class)));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(promise.getName() + " has no public isDone() and onResolve(Runnable)", e);
        }
    }
}
