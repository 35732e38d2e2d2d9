// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import java.lang.invoke.MethodHandle;
import java.util.function.Function;
import org.nmr.registrar.call.Guard;

/**
 * Makes the views of one dispatch interface.
 *
 * @param <D> the dispatch type
 * @param dispatch the dispatch type
 * @param constructor {@code (Guard) Object}
 */
record ViewMaker<D>(Class<D> dispatch, MethodHandle constructor) implements Function<Guard<D>, D> {
    @Override
    public D apply(Guard<D> guard) {
        try {
            return dispatch.cast((Object) constructor.invokeExact((Guard<?>) guard));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a view's constructor declares no exception", e);
        }
    }
}
