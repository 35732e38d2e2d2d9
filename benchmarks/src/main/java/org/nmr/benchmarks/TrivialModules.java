// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks;

import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientProposal;
import org.nmr.ModuleRegistrations;
import org.nmr.Npi;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderProposal;
import org.nmr.Registration;

/** Both roles of one NPI with callbacks that do as little as possible: attach, without contexts, and count. */
final class TrivialModules {
    private static final Dispatch DISPATCH = new Dispatch() {};

    private final ClientCharacteristics<Dispatch, Dispatch> client;
    private final ProviderCharacteristics<Dispatch, Dispatch> provider;
    private long attached;

    TrivialModules(String npiId) {
        Npi<Dispatch, Dispatch> npi = Npi.of(npiId, Dispatch.class, Dispatch.class);
        client = ClientCharacteristics.of(npi, this::attachProvider);
        provider = ProviderCharacteristics.of(npi, this::attachClient);
    }

    private void attachProvider(ProviderProposal<Dispatch, Dispatch> proposal) {
        if (proposal.attach(BindingContext.NONE, DISPATCH).attached()) {
            attached++;
        }
    }

    private Answer<Dispatch> attachClient(ClientProposal<Dispatch> proposal) {
        return Answer.accept(BindingContext.NONE, DISPATCH);
    }

    Registration register(Role role, ModuleRegistrations module) {
        return role == Role.CLIENT ? module.registerClient(client) : module.registerProvider(provider);
    }

    /** How many pairs have attached since the last call. */
    long takeAttached() {
        long taken = attached;
        attached = 0;
        return taken;
    }

    /** What either side would call. */
    interface Dispatch {}
}
