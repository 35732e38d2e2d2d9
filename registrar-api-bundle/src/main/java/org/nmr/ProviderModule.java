// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The provider side of an NPI, which answers clients that want to attach [C-7].
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
     * <p>If the provider accepts, the pair is attached at that moment, on both sides. Calls may flow in both directions
     * even before the client's {@code attach} has returned [C-85, C-86]. A provider that refuses must keep nothing of
     * the client [C-83].
     *
     * <p>The registrar calls it inside the client's {@code attach}, once for each try of the client [C-94], on the
     * thread that registers. For several clients it may call it at the same time. It holds no lock, so the
     * provider may register and deregister inside. The provider must not await its own end or the end of the client:
     * that throws.
     *
     * @param proposal the client, valid until this method returns
     * @return {@link Answer#accept(BindingContext, Object)} or {@link Answer#refuse(String)}; {@code null}
     *     counts as an error
     * @throws Exception if the module cannot answer; it counts as an error of this try, and the registrar logs it
     *     [A-25]
     */
    Answer<P> attachClient(ClientProposal<C> proposal) throws Exception;
}
