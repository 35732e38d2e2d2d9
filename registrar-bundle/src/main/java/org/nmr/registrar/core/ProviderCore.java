// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderModule;
import org.nmr.ProviderRegistration;
import org.nmr.RegistrationInstance;

/** A provider's registration. */
final class ProviderCore<C, P> extends RegistrationCore<C, P> implements ProviderRegistration {
    private final ProviderModule<C, P> module;
    private final int ranking;

    /** Its number among the providers of the NPI; 0 before it has joined. Guarded by the space. */
    private long order;

    ProviderCore(
            ModuleCore owner, NpiSpace space, ProviderCharacteristics<C, P> provider, RegistrationInstance instance) {
        super(owner, space, provider.npi(), instance);
        module = provider.module();
        ranking = provider.ranking();
    }

    ProviderModule<C, P> module() {
        return module;
    }

    int ranking() {
        return ranking;
    }

    long order() {
        return order;
    }

    void joined(long newOrder) {
        order = newOrder;
    }

    @Override
    void join() {
        for (ClientCore<?, ?> client : space().join(this)) {
            client.meet(this);
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
