// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.datagram.remote;

import org.nmr.Npi;
import org.nmr.reach.RemoteNpi;
import org.nmr.sample.datagram.DatagramNpi;
import org.osgi.service.component.annotations.Component;

/**
 * Says that modules of this NPI may attach to modules in other frameworks.
 *
 * <p>A component, because Declarative Services loads this class only when somebody asks for the service. So its package
 * is an optional import: without {@code org.nmr.reach} nobody asks, and without Declarative Services the NPI stays in
 * its framework.
 */
@Component
public final class RemoteDatagram implements RemoteNpi {
    /** For Declarative Services. */
    public RemoteDatagram() {}

    @Override
    public Npi<?, ?> npi() {
        return DatagramNpi.NPI;
    }
}
