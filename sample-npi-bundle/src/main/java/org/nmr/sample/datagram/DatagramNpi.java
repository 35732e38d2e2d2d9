// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.datagram;

import org.nmr.Npi;

/**
 * What both sides register with.
 *
 * @since 1.0
 */
public final class DatagramNpi {
    /** Numbered datagrams; calls flow both ways. */
    public static final Npi<DatagramClient, DatagramProvider> NPI =
            Npi.of("org.nmr.sample.datagram", DatagramClient.class, DatagramProvider.class);

    private DatagramNpi() {}
}
