// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.datagram;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The provider dispatch: what a client calls its provider through.
 *
 * <p>There is one object for each binding, so the provider knows who calls.
 *
 * @since 1.0
 */
@ProviderType
public interface DatagramProvider {
    /**
     * Sends a datagram that carries nothing but its number.
     *
     * <p>The answer comes later, through {@link DatagramClient#answer}, on another thread. Or never:
     * datagrams may get lost, and those that are on their way when the provider detaches always do.
     * That is no error.
     *
     * @param number the number, which the answer carries, too
     * @throws java.io.UncheckedIOException if the network cannot send
     * @throws IllegalStateException if the binding is over
     */
    void send(long number);
}
