// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.call.Guard;

/**
 * Makes the stand-ins of some interfaces.
 *
 * @param interfaces all of them
 * @param constructor {@code (Guard, UnaryOperator) Object}
 */
public record StandInMaker(List<Class<?>> interfaces, MethodHandle constructor) {
    /**
     * Makes a stand-in.
     *
     * @param guard counts its calls
     * @param redirect returns the guard after one that is shut, or throws what the caller gets
     * @return the stand-in
     */
    public Object make(Guard<?> guard, UnaryOperator<Guard<?>> redirect) {
        try {
            return (Object) constructor.invokeExact(guard, redirect);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a stand-in's constructor declares no exception", e);
        }
    }

    /**
     * Looks for an interface that the target of a guard does not implement.
     *
     * @param guard the guard; if it has no target now, nothing is wrong
     * @return the interface; null if there is none
     */
    public @Nullable Class<?> missing(Guard<?> guard) {
        for (Class<?> type : interfaces) {
            if (!guard.mayLeadTo(type)) {
                return type;
            }
        }
        return null;
    }
}
