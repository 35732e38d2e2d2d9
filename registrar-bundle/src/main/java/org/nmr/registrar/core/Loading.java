// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import org.jspecify.annotations.Nullable;

/** The module's {@code register} runs, and the unload waits for its return. */
final class Loading extends ModuleCodeEnd {
    private final Thread thread;

    /** Set when {@code register} has returned, before anything that an Error could interrupt. */
    volatile boolean hasReturned;

    Loading(LiveModule module, Thread thread) {
        super(module, "register() of");
        this.thread = thread;
    }

    /** The thread that is inside a module's {@code register}, or null. */
    static @Nullable Thread of(LiveModule module) {
        synchronized (module.monitor) {
            Loading running = module.loading;
            return running == null ? null : running.inside();
        }
    }

    @Override
    @Nullable
    Thread inside() {
        return hasReturned ? null : thread;
    }

    @Override
    public void look() {
        assert !Thread.holdsLock(module.monitor);
        if (!hasReturned) {
            return;
        }
        module.forget(this);
        releaseWaiters();
        runDependents();
    }
}
