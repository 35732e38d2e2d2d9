// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit;

import org.jspecify.annotations.Nullable;
import org.nmr.Answer;
import org.nmr.ClientProposal;
import org.nmr.ModuleRegistrations;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderModule;
import org.nmr.ProviderRegistration;

/**
 * A provider whose callbacks the test scripts. By default it accepts every client.
 *
 * @param <C> the client dispatch type of the NPI
 * @param <P> the provider dispatch type of the NPI
 */
public final class ScriptedProvider<C, P> extends ScriptedModule<C> implements ProviderModule<C, P> {
    /**
     * A script that answers a client.
     *
     * @param <C> the client dispatch type of the NPI
     * @param <P> the provider dispatch type of the NPI
     */
    @FunctionalInterface
    public interface Script<C, P> {
        /**
         * Answers or throws.
         *
         * @param proposal the client
         * @return the answer to the client
         * @throws Exception to fail as a provider may
         */
        @Nullable
        Answer<P> run(ClientProposal<C> proposal) throws Exception;
    }

    private volatile Npi<C, P> npi;
    private volatile P dispatch;
    private volatile Script<C, P> onProposal = this::accept;

    ScriptedProvider(ModuleHarness harness, String name, Npi<C, P> npi, P dispatch) {
        super(harness, name);
        this.npi = npi;
        this.dispatch = dispatch;
    }

    /**
     * Sets the NPI. Call it before the provider registers.
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
     * Sets the script that answers clients.
     *
     * @param script the script, which replaces the one before
     */
    public void onProposal(Script<C, P> script) {
        onProposal = script;
    }

    /**
     * Refuses every later client.
     *
     * @param reason the reason that the clients get
     */
    public void refuses(String reason) {
        onProposal(proposal -> Answer.refuse(reason));
    }

    /**
     * Returns the dispatch of this provider, which peers call.
     *
     * @return the dispatch
     */
    public P dispatch() {
        return dispatch;
    }

    /**
     * Sets the dispatch that later clients get.
     *
     * @param newDispatch the dispatch
     */
    public void dispatch(P newDispatch) {
        dispatch = newDispatch;
    }

    @Override
    @SuppressWarnings("NullAway") // a script may break this rule on purpose
    public Answer<P> attachClient(ClientProposal<C> proposal) throws Exception {
        record("attachClient(" + nameOf(proposal.client()) + ")");
        return onProposal.run(proposal);
    }

    /**
     * Accepts the client. For scripts.
     *
     * @param proposal the client
     * @return the answer with a new {@link ScriptedContext} and this provider's dispatch
     */
    public Answer<P> accept(ClientProposal<C> proposal) {
        ScriptedContext<C> context = newContext(proposal.client(), proposal.binding());
        context.setAttached(true);
        return Answer.accept(context, dispatch);
    }

    @Override
    String role() {
        return "provider";
    }

    @Override
    ProviderRegistration registerIn(ModuleRegistrations where) {
        return where.registerProvider(new ProviderCharacteristics<>(npi, instance(), this));
    }
}
