// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge.call;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A call that was sent.
 *
 * @param id its number
 * @param bytes how much of the window it takes
 * @param caller the thread that has made it
 * @param isAsynchronous whether that thread has gone on
 * @param answer completed once, by an engine's thread; only this package has it, and its actions are short
 */
record OutgoingCall(long id, int bytes, Thread caller, boolean isAsynchronous, CompletableFuture<Answer> answer) {
    /** Waits. The first interrupt is told; the flag is there again at the end. */
    Answer await(Runnable interrupted) {
        boolean wasInterrupted = false;
        try {
            while (true) {
                try {
                    return answer.get();
                } catch (InterruptedException e) {
                    if (!wasInterrupted) {
                        wasInterrupted = true;
                        interrupted.run();
                    }
                }
            }
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
