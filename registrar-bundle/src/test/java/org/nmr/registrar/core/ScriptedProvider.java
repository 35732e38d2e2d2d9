// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import org.nmr.Answer;
import org.nmr.ClientProposal;
import org.nmr.ModuleRegistrations;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderModule;
import org.nmr.ProviderRegistration;

/** A provider; accepts everybody unless scripted otherwise. */
final class ScriptedProvider extends ScriptedModule implements ProviderModule<ClientCalls, ProviderCalls> {
    /** What the provider answers. */
    interface Script {
        Answer<ProviderCalls> run(ClientProposal<ClientCalls> proposal) throws Exception;
    }

    ProviderCalls dispatch = what -> name + " got " + what;
    Script onProposal = this::accept;

    ScriptedProvider(World world, String name) {
        super(world, name);
    }

    @Override
    public Answer<ProviderCalls> attachClient(ClientProposal<ClientCalls> proposal) throws Exception {
        record("attachClient(" + nameOf(proposal.client()) + ")");
        return onProposal.run(proposal);
    }

    Answer<ProviderCalls> accept(ClientProposal<ClientCalls> proposal) {
        ScriptedContext context = newContext(proposal.client(), proposal.binding());
        context.attached = true;
        return Answer.accept(context, dispatch);
    }

    @Override
    ProviderRegistration registerIn(ModuleRegistrations where) {
        return where.registerProvider(new ProviderCharacteristics<>(npi, instance(), this));
    }

    ClientCalls client(ScriptedModule peer) {
        return (ClientCalls) context(peer).binding.dispatch();
    }
}
