// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The client side of an NPI: answers proposals of providers [C-6].
 *
 * @param <C> the client dispatch type of the NPI
 * @param <P> the provider dispatch type of the NPI
 * @since 1.0
 */
@ConsumerType
@FunctionalInterface
public interface ClientModule<C, P> {
    /**
     * Proposes a provider [C-64, C-65, C-70].
     *
     * <p>To attach, make the binding context first (it may be called before {@code attach} returns
     * [C-86]), then call {@link ProviderProposal#attach(BindingContext, Object)}. If that is refused, try
     * again with another dispatch or return [C-94]. To decline, return without attaching [C-72]. There
     * is no second proposal of the same pair [C-69], unless the client wants one provider at a time and has lost it:
     * see {@link Selection}.
     *
     * <p>Runs once for each pair, on the thread that registers the client or the provider, before
     * {@code register…} returns; for several providers possibly at the same time. Holds no
     * lock of the registrar, so it may register and deregister. It must not await the end of this
     * client or of the proposed provider: that throws.
     *
     * <p>An exception before {@code attach} succeeded counts as an error of this pair only. After it
     * succeeded the client disowns the binding: the provider alone is detached and cleaned up.
     *
     * @param proposal the proposal, valid on this thread until this method returns
     * @throws Exception if the module can't tell; logged by the registrar
     */
    void attachProvider(ProviderProposal<C, P> proposal) throws Exception;
}
