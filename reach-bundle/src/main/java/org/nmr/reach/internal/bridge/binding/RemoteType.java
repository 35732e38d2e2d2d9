// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge.binding;

import java.util.Optional;
import org.nmr.Npi;
import org.nmr.reach.internal.codec.CodecException;
import org.nmr.reach.internal.codec.DispatchType;
import org.nmr.reach.internal.wire.LinkMessage.Offer;

/**
 * An NPI that was checked: its modules may attach to modules in other nodes.
 *
 * @param npi the NPI
 * @param client the type of the client's dispatch
 * @param provider the type of the provider's dispatch
 */
public record RemoteType(Npi<?, ?> npi, DispatchType client, DispatchType provider) {
    /**
     * Checks an NPI; slow.
     *
     * @throws CodecException if it cannot cross
     */
    public static RemoteType of(Npi<?, ?> npi) throws CodecException {
        return new RemoteType(npi, DispatchType.of(npi.clientDispatch()), DispatchType.of(npi.providerDispatch()));
    }

    /** Says in what the types of the peer differ. */
    public Optional<String> difference(Offer offer) {
        return client.difference(offer.clientMethods()).or(() -> provider.difference(offer.providerMethods()));
    }
}
