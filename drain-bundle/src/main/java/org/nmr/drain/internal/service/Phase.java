// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What a stand-in does with calls. */
sealed interface Phase {
    /**
     * They go to the original.
     *
     * @param original the present one
     */
    record Open(Original original) implements Phase {}

    /**
     * They wait for a replacement.
     *
     * @param last the original that is gone
     * @param replacement the next one, or none when the time is over
     * @param until when the time is over, on the clock of {@code System.nanoTime()}
     */
    record Held(Original last, CompletableFuture<Optional<Original>> replacement, long until) implements Phase {
        static Held of(Original last, Duration atMost) {
            return new Held(last, new CompletableFuture<>(), System.nanoTime() + atMost.toNanos());
        }
    }

    /** They fail. */
    record Ended() implements Phase {}
}
