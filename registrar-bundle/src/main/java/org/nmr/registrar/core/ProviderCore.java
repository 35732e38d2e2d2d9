package org.nmr.registrar.core;

import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderModule;
import org.nmr.ProviderRegistration;
import org.nmr.RegistrationInstance;

/** A provider's registration. */
final class ProviderCore<C, P> extends RegistrationCore<C, P> implements ProviderRegistration {
    private final ProviderModule<C, P> module;

    ProviderCore(
            ModuleCore owner, NpiSpace space, ProviderCharacteristics<C, P> provider, RegistrationInstance instance) {
        super(owner, space, provider.npi(), instance);
        module = provider.module();
    }

    ProviderModule<C, P> module() {
        return module;
    }

    @Override
    void join() {
        for (ClientCore<?, ?> client : space().join(this)) {
            Proposal.run(client, this);
        }
    }

    @Override
    String role() {
        return "provider";
    }

    @Override
    Class<?> peerDispatch() {
        return npi().clientDispatch();
    }
}
