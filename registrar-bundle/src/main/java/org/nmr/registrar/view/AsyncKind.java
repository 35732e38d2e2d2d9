// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** How a result tells that the call is over. If a result is of several kinds, the first of them counts. */
enum AsyncKind {
    /** A {@link CompletionStage}. */
    STAGE,
    /** A {@code org.osgi.util.promise.Promise}, known by its name only. */
    PROMISE,
    /** Another subtype of {@link Future}: it calls nobody back and cannot be wrapped. */
    UNTOLD,
    /** Exactly {@link Future}: it calls nobody back, but whoever looks at it can be told from others by a wrapper. */
    FUTURE,
    /** A type variable with the bound {@link Future}: the caller may choose a subtype, which our wrapper is not. */
    CHOSEN,
    /** The call is over when the method returns. */
    NONE;

    private static final String PROMISE_TYPE = "org.osgi.util.promise.Promise";

    static AsyncKind of(Class<?> result) {
        if (CompletionStage.class.isAssignableFrom(result)) {
            return STAGE;
        }
        if (promise(result) != null) {
            return PROMISE;
        }
        if (result == Future.class) {
            return FUTURE;
        }
        return Future.class.isAssignableFrom(result) ? UNTOLD : NONE;
    }

    /** Finds the Promise type that this type is or inherits. */
    static @Nullable Class<?> promise(@Nullable Class<?> type) {
        if (type == null || type.getName().equals(PROMISE_TYPE)) {
            return type;
        }
        for (Class<?> parent : type.getInterfaces()) {
            Class<?> found = promise(parent);
            if (found != null) {
                return found;
            }
        }
        return promise(type.getSuperclass());
    }
}
