// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.nmr.BindingContext;
import org.nmr.DetachStatus;

/** One side of the pair: counts its callbacks. */
final class RaceSide implements BindingContext {
    private final AtomicInteger detaches = new AtomicInteger();
    private final AtomicInteger cleanups = new AtomicInteger();

    /** What detach() does; set before the pair meets. */
    Supplier<DetachStatus> onDetach = () -> DetachStatus.COMPLETE;

    /** Written in plain memory: only what the registrar promises makes it visible. */
    int plainCleanups;

    @Override
    public DetachStatus detach() {
        detaches.incrementAndGet();
        return onDetach.get();
    }

    @Override
    public void cleanup() {
        plainCleanups++;
        cleanups.incrementAndGet();
    }

    int detaches() {
        return detaches.get();
    }

    int cleanups() {
        return cleanups.get();
    }
}
