// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import org.nmr.AttachResult;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientModule;
import org.nmr.ClientRegistration;
import org.nmr.ModuleRegistrations;
import org.nmr.ProviderProposal;
import org.nmr.Selection;

/** A client; attaches to everybody unless scripted otherwise. */
final class ScriptedClient extends ScriptedModule implements ClientModule<ClientCalls, ProviderCalls> {
    /** What the client does with a proposal. */
    interface Script {
        void run(ProviderProposal<ClientCalls, ProviderCalls> proposal) throws Exception;
    }

    ClientCalls dispatch = what -> name + " got " + what;
    Selection selection = Selection.ALL;
    Script onProposal = this::attach;

    ScriptedClient(World world, String name) {
        super(world, name);
    }

    @Override
    public void attachProvider(ProviderProposal<ClientCalls, ProviderCalls> proposal) throws Exception {
        record("attachProvider(" + nameOf(proposal.provider()) + ")");
        onProposal.run(proposal);
    }

    AttachResult attach(ProviderProposal<ClientCalls, ProviderCalls> proposal) {
        return attach(proposal, dispatch);
    }

    AttachResult attach(ProviderProposal<ClientCalls, ProviderCalls> proposal, ClientCalls with) {
        BindingContext context = newContext(proposal.provider(), proposal.binding());
        AttachResult result = proposal.attach(context, with);
        ((ScriptedContext) context).attached = result.attached();
        String peer = nameOf(proposal.provider());
        record(result.attached() ? "attached(" + peer + ")" : result.status() + "(" + peer + "): " + result.reason());
        return result;
    }

    @Override
    ClientRegistration registerIn(ModuleRegistrations where) {
        return where.registerClient(new ClientCharacteristics<>(npi, instance(), this, selection));
    }

    ProviderCalls provider(ScriptedModule peer) {
        return (ProviderCalls) context(peer).binding.dispatch();
    }
}
