// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.datagram;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The client dispatch: what a provider calls its client through.
 *
 * <p>There is one object for each binding, so the client knows who calls.
 *
 * @since 1.0
 */
@ConsumerType
public interface DatagramClient {
    /**
     * Takes the answer to a datagram. It should return soon: the provider receives nothing else for this
     * client meanwhile.
     *
     * @param number the number of the datagram that is answered
     * @throws IllegalStateException if the client is gone
     */
    void answer(long number);
}
