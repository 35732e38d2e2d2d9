// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge.binding;

import java.util.function.BooleanSupplier;
import org.nmr.NpiRegistrar;
import org.nmr.RegistrationEvent;
import org.nmr.reach.internal.wire.LinkMessage.Offer;

/**
 * A provider of this node that was offered on a link.
 *
 * @param npi its NPI
 * @param provider the provider
 * @param registrar registers those who come for it
 * @param isYoung whether it may not be ready for clients yet
 */
public record Offered(RemoteType npi, RegistrationEvent provider, NpiRegistrar registrar, BooleanSupplier isYoung) {
    /** Returns what a peer is told. */
    public Offer message(long id) {
        return new Offer(
                id,
                npi.npi().id(),
                npi.client().methods(),
                npi.provider().methods(),
                Instances.toWire(provider.instance()));
    }
}
