// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

/** A {@link org.nmr.RegistrationListener} that is told of the registrations of a {@link PlainRegistrar}. */
public interface Listening extends AutoCloseable {
    /**
     * Waits until the listener has heard of everything that has happened. Then it is told of nothing more. May be
     * repeated.
     *
     * @throws IllegalStateException if this is the thread of the listener, which waits for its own return; the listener
     *     is told what waits for it, and then nothing more
     * @throws AssertionError if the listener has not returned in time; names its thread and where that is
     */
    @Override
    void close();
}
