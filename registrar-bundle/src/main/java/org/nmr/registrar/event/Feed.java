// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.event;

import java.util.function.BooleanSupplier;

/**
 * What one listener is told. Thread safe; {@link #serve} is for one thread.
 *
 * @param <L> the type of the listener
 */
public interface Feed<L> {
    /** Begins to follow. May be repeated. Calls nothing foreign. */
    void open();

    /**
     * Tells a listener, on this thread, until this is closed or has finished.
     *
     * @param isThere whether the listener may be called; once it is not, this ends
     */
    void serve(L listener, BooleanSupplier isThere);

    /** Tells what waits, and then nothing more. Does not wait for that. */
    void finish();

    /** Tells nothing more, and keeps nothing. Does not wait for a call that has begun. */
    void close();

    /** Warns if the listener is so far behind that it misses something; to be called once a second. */
    void report();
}
