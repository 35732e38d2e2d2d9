// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import org.jspecify.annotations.Nullable;
import org.nmr.AttachResult;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientModule;
import org.nmr.ClientRegistration;
import org.nmr.ModuleRegistrations;
import org.nmr.Npi;
import org.nmr.ProviderProposal;
import org.nmr.Selection;

/**
 * A client whose callbacks the test scripts. By default it attaches to every provider.
 *
 * @param <C> the client dispatch type of the NPI
 * @param <P> the provider dispatch type of the NPI
 */
public final class ScriptedClient<C, P> extends ScriptedModule<P> implements ClientModule<C, P> {
    /**
     * A script that says what the client does with a proposal.
     *
     * @param <C> the client dispatch type of the NPI
     * @param <P> the provider dispatch type of the NPI
     */
    @FunctionalInterface
    public interface Script<C, P> {
        /**
         * Attaches, throws, or declines by returning without an attach.
         *
         * @param proposal the provider
         * @throws Exception to fail as a client may
         */
        void run(ProviderProposal<C, P> proposal) throws Exception;
    }

    private volatile Npi<C, P> npi;
    private volatile @Nullable C dispatch;
    private volatile Selection selection = Selection.ALL;
    private volatile Script<C, P> onProposal = this::attach;

    ScriptedClient(ModuleHarness harness, String name, Npi<C, P> npi, @Nullable C dispatch) {
        super(harness, name);
        this.npi = npi;
        this.dispatch = dispatch;
    }

    /**
     * Sets the NPI. Call it before the client registers.
     *
     * @param newNpi the NPI
     */
    public void npi(Npi<C, P> newNpi) {
        npi = newNpi;
    }

    @Override
    public Npi<C, P> npi() {
        return npi;
    }

    /**
     * Sets the script for proposals.
     *
     * @param script the script, which replaces the one before
     */
    public void onProposal(Script<C, P> script) {
        onProposal = script;
    }

    /** Declines every later proposal. */
    public void declines() {
        onProposal(proposal -> {});
    }

    /**
     * Returns the dispatch of this client, which peers call; null if its NPI has no client dispatch.
     *
     * @return the dispatch, or null
     */
    public @Nullable C dispatch() {
        return dispatch;
    }

    /**
     * Sets the dispatch that later providers get.
     *
     * @param newDispatch the dispatch
     */
    public void dispatch(C newDispatch) {
        dispatch = newDispatch;
    }

    /**
     * Sets which providers the client wants. Call it before the client registers.
     *
     * @param newSelection the selection
     */
    public void selection(Selection newSelection) {
        selection = newSelection;
    }

    @Override
    public void attachProvider(ProviderProposal<C, P> proposal) throws Exception {
        record("attachProvider(" + nameOf(proposal.provider()) + ")");
        onProposal.run(proposal);
    }

    /**
     * Attaches with this client's dispatch, and records the answer. For scripts.
     *
     * @param proposal the provider
     * @return the answer
     */
    public AttachResult attach(ProviderProposal<C, P> proposal) {
        return attach(proposal, dispatch);
    }

    /**
     * Attaches with another dispatch, and records the answer. For scripts.
     *
     * @param proposal the provider
     * @param with the client dispatch for this provider; null for none
     * @return the answer
     */
    public AttachResult attach(ProviderProposal<C, P> proposal, @Nullable C with) {
        ScriptedContext<P> context = newContext(proposal.provider(), proposal.binding());
        AttachResult result = with == null ? proposal.attach(context) : proposal.attach(context, with);
        context.setAttached(result.attached());
        String peer = "(" + context.peerName() + ")";
        switch (result.status()) {
            case ATTACHED -> record("attached" + peer);
            case REFUSED -> record("refused" + peer + ": " + result.reason());
            case FAILED -> record("failed" + peer);
        }
        return result;
    }

    @Override
    String role() {
        return "client";
    }

    @Override
    ClientRegistration registerIn(ModuleRegistrations where) {
        return where.registerClient(new ClientCharacteristics<>(npi, instance(), this, selection));
    }
}
