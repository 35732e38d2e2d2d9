// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.unload;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.nmr.registrar.call.Handles;

/** Something that happens once, and the actions that depend on it: foreign code, which fails for itself alone. */
public abstract class Completion {
    /** After so many failed dependent actions it is not them that fail, such as at the end of a stack. */
    private static final int DEPENDENT_FAILURES = 100;

    private static final VarHandle TELLER =
            Handles.find(MethodHandles.lookup(), Completion.class, "teller", Thread.class);

    private final OwnFuture future = new OwnFuture();

    /**
     * The thread that runs the dependent actions, or null. Set by compare-and-set; cleared by the thread itself, by a
     * write that cannot fail.
     */
    private volatile @Nullable Thread teller;

    /** Returns the future whose dependents {@link #runDependents} runs; nothing else can complete it. */
    public final CompletableFuture<Void> future() {
        return future;
    }

    /**
     * Runs the dependent actions. What one throws concerns it alone; the others run, too. May be repeated. The caller
     * has no monitor of the registrar; each assertion is where the monitor is known.
     *
     * <p>Does nothing while another thread runs them. So an action that blocks holds up the thread that has brought it
     * about, and no other thread that looks. Inside an action this runs the others.
     *
     * @return false if another thread runs them
     */
    public boolean runDependents() {
        assert !Thread.holdsLock(this);
        Thread thread = Thread.currentThread();
        boolean mine = TELLER.compareAndSet(this, null, thread);
        if (!mine && teller != thread) {
            return false;
        }
        try {
            runAll();
            return true;
        } finally {
            if (mine) {
                teller = null; // also if an Error has ended it: the thread that looks next goes on
            }
        }
    }

    /** Whether actions depend on this, and no thread runs them. */
    public boolean hasIdleDependents() {
        return teller == null && future.getNumberOfDependents() > 0;
    }

    private void runAll() {
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
