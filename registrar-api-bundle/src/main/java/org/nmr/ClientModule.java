// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The client side of an NPI, which answers proposals of providers [C-6].
 *
 * @param <C> the client dispatch type of the NPI
 * @param <P> the provider dispatch type of the NPI
 * @since 1.0
 */
@ConsumerType
@FunctionalInterface
public interface ClientModule<C, P> {
    /**
     * Proposes a provider to this client [C-64, C-65, C-70].
     *
     * <p>To attach, the client first makes its binding context, because the registrar may call the context before
     * {@code attach} returns [C-86]. Then it calls {@link ProviderProposal#attach(BindingContext, Object)}. If the
     * provider refuses, the client tries again with another dispatch or returns [C-94]. To decline, the client returns
     * without attaching [C-72].
     *
     * <p>The registrar proposes each pair once [C-69]. An exception is a client that wants one provider at a time and
     * has lost it: see {@link Selection}.
     *
     * <p>The registrar calls it on the thread that registers the client or the provider, before {@code register…}
     * returns. For several providers it may call it at the same time. It holds no lock, so the client may
     * register and deregister inside. The client must not await its own end or the end of the proposed provider: that
     * throws.
     *
     * <p>If this method throws before {@code attach} has succeeded, only this pair fails. If it throws
     * afterwards, the client disowns the binding: the registrar detaches and cleans up only the provider's side.
     *
     * @param proposal the proposal, valid on this thread until this method returns
     * @throws Exception if the module cannot answer; the registrar logs it
     */
    void attachProvider(ProviderProposal<C, P> proposal) throws Exception;
}
