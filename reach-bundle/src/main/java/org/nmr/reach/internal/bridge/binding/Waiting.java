// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge.binding;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits as the registrar does: an interrupt does not end the wait, and the flag is there again at the end. */
final class Waiting {
    private Waiting() {}

    static <T> T uninterrupted(CompletableFuture<T> future) {
        boolean wasInterrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    wasInterrupted = true;
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
