// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

import java.util.concurrent.CompletableFuture;

/** Something that happens once, and the actions that depend on it: foreign code, which fails for itself alone. */
public abstract class Completion {
    /** After so many failed dependent actions it is not them that fail, such as at the end of a stack. */
    private static final int DEPENDENT_FAILURES = 100;

    private final OwnFuture future = new OwnFuture();

    /** Returns the future whose dependents {@link #runDependents} runs; nothing else can complete it. */
    public final CompletableFuture<Void> future() {
        return future;
    }

    /**
     * Runs the dependent actions. What one throws concerns it alone; the others run, too. May be repeated. The caller
     * has no monitor of the registrar; each assertion is where the monitor is known.
     */
    public void runDependents() {
        assert !Thread.holdsLock(this);
        int failures = 0;
        while (!ranDependents() && failures < DEPENDENT_FAILURES) {
            failures++; // the one that has failed is not run again
        }
    }

    private boolean ranDependents() {
        try {
            future.tell();
            return true;
        } catch (Throwable thrown) {
            dependentFailed(thrown);
            return false;
        }
    }

    /** Reports what a dependent action has thrown out of the future. */
    public abstract void dependentFailed(Throwable thrown);
}
