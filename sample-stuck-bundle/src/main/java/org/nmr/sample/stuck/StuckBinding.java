// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.stuck;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.nmr.BindingContext;
import org.nmr.DetachStatus;
import org.nmr.sample.datagram.DatagramProvider;

/** One client. Its first call stays inside. */
final class StuckBinding implements BindingContext, DatagramProvider {
    private final AtomicBoolean isStuck = new AtomicBoolean();
    private final CompletableFuture<Void> released = new CompletableFuture<>();

    /** Never answers; an interrupt does not end the wait. */
    @Override
    public void send(long number) {
        if (isStuck.compareAndSet(false, true)) {
            released.join();
        }
    }

    /** Returns whether a call was inside that now returns. */
    boolean release() {
        return isStuck.get() && released.complete(null);
    }

    /** There is nothing to finish; the registrar waits for the call. */
    @Override
    public DetachStatus detach() {
        return DetachStatus.COMPLETE;
    }

    /** After a revocation the call is still inside. Its thread is the client's, which waits for it when it stops. */
    @Override
    public void cleanup() {
        released.complete(null);
    }
}
