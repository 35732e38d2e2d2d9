// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import java.util.concurrent.Executor;

/**
 * A call that goes on after its method has returned, until its result is done. Any thread may end it.
 *
 * @param <D> the dispatch type of the peer
 */
public abstract class PendingCall<D> extends ListedCall<D> {
    /**
     * Makes a call that has not begun.
     *
     * @param guard counts it
     * @param what the method that is called, for reports
     */
    protected PendingCall(Guard<D> guard, String what) {
        super(guard, /* owner= */ null, what, guard.place());
    }

    /** Begins the call on a thread that is inside the guard, also if that was shut meanwhile. */
    protected final void begin() {
        guard().enterInside(this);
    }

    /**
     * Returns the time on the clock of the guard.
     *
     * @return nanoseconds since some fixed moment
     */
    protected final long nanoTime() {
        return guard().nanoTime();
    }

    /**
     * Tells the guard what has failed though the call goes on. Throws nothing.
     *
     * @param message what was expected
     * @param thrown what was thrown instead
     */
    protected final void report(String message, Throwable thrown) {
        guard().failed("the asynchronous call of " + what() + ": " + message, thrown);
    }

    /**
     * Ends the call if it is known that its result is done. Blocks on nothing foreign.
     *
     * @param isWaiting whether this thread waits, and so looks again
     * @return whether the call is over
     */
    protected abstract boolean endIfDone(boolean isWaiting);

    /**
     * Has the result asked whether it is done, if only another thread may ask it. A later {@link #endIfDone} has the
     * answer.
     *
     * @param askers the threads that ask
     */
    protected abstract void ask(Executor askers);
}
