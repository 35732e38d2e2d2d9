package org.nmr.registrar.core;

import org.nmr.ClientCharacteristics;
import org.nmr.ClientModule;
import org.nmr.ClientRegistration;
import org.nmr.RegistrationInstance;

/** A client's registration. */
final class ClientCore<C, P> extends RegistrationCore<C, P> implements ClientRegistration {
    private final ClientModule<C, P> module;

    ClientCore(ModuleCore owner, NpiSpace space, ClientCharacteristics<C, P> client, RegistrationInstance instance) {
        super(owner, space, client.npi(), instance);
        module = client.module();
    }

    ClientModule<C, P> module() {
        return module;
    }

    @Override
    void join() {
        for (ProviderCore<?, ?> provider : space().join(this)) {
            Proposal.run(this, provider);
        }
    }

    @Override
    String role() {
        return "client";
    }

    @Override
    Class<?> peerDispatch() {
        return npi().providerDispatch();
    }
}
