// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The provider side of an NPI: answers clients that want to attach [C-7].
 *
 * @param <C> the client dispatch type of the NPI
 * @param <P> the provider dispatch type of the NPI
 * @since 1.0
 */
@ConsumerType
@FunctionalInterface
public interface ProviderModule<C, P> {
    /**
     * Asks whether a client may attach [C-77, C-78].
     *
     * <p>Accepting attaches the pair at that moment, on both sides: calls may flow both ways even before
     * the client's {@code attach} has returned [C-85, C-86]. A refusing provider keeps nothing [C-83].
     *
     * <p>Runs inside the client's {@code attach}, once for each try of the client [C-94], on the thread that
     * registers; for several clients possibly at the same time. Holds no lock of the
     * registrar, so it may register and deregister. It must not await the end of this provider or of
     * the client: that throws.
     *
     * @param proposal the client, valid until this method returns
     * @return {@link Answer#accept(BindingContext, Object)} or {@link Answer#refuse(String)}; {@code null}
     *     counts as an error
     * @throws Exception if the module can't tell; counts as an error of this try and is logged
     */
    Answer<P> attachClient(ClientProposal<C> proposal) throws Exception;
}
