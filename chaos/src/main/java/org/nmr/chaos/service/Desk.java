// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.service;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.nmr.chaos.shared.Way;

/** An ordinary service. */
public interface Desk {
    /**
     * Works before it returns.
     *
     * @param way how the caller came to it
     * @param kind says what it does
     * @return the next number
     */
    int serve(Way way, int kind);

    /**
     * Works after it has returned, too, on another thread.
     *
     * @param way how the caller came to it
     * @param micros says for how long
     * @return completes with the next number
     */
    CompletionStage<Integer> later(Way way, int micros);

    /**
     * Hands out an object.
     *
     * @param way how the caller came to the service
     * @return the object, to be closed; null if this service hands none out
     */
    @Nullable
    Ticket open(Way way);
}
