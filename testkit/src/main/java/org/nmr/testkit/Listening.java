// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

/** The subscription of a {@link org.nmr.RegistrationListener} to the registrations of a {@link PlainRegistrar}. */
public interface Listening extends AutoCloseable {
    /**
     * Waits until the listener was told everything that has happened. After that the registrar calls it no more. This
     * method may be called again.
     *
     * @throws IllegalStateException if the listener itself calls this on its thread, and so would wait for its own
     *     return; the listener is still told what waits for it, and then nothing more
     * @throws AssertionError if the listener has not returned in time; the message names its thread and shows its stack
     */
    @Override
    void close();
}
