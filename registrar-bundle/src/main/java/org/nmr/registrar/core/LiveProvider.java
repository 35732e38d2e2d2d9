// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import org.jspecify.annotations.Nullable;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderModule;
import org.nmr.ProviderRegistration;
import org.nmr.RegistrationEvent;

/** A provider's registration. */
final class LiveProvider<C, P> extends LiveRegistration<C, P> implements ProviderRegistration {
    private final ProviderModule<C, P> callbacks;
    private final int ranking;

    /** Its place among the providers of the NPI; null before it has joined. Guarded by the space. */
    private @Nullable Rank rank;

    LiveProvider(LiveModule module, NpiSpace space, ProviderCharacteristics<C, P> provider, Description self) {
        super(module, space, provider.npi(), self);
        callbacks = provider.module();
        ranking = provider.ranking();
    }

    ProviderModule<C, P> callbacks() {
        return callbacks;
    }

    @Override
    @Nullable
    Rank rank() {
        assert Thread.holdsLock(space());
        return rank;
    }

    /** Gets its place. */
    Rank rankAt(long order) {
        assert Thread.holdsLock(space());
        Rank place = new Rank(ranking, order);
        rank = place;
        return place;
    }

    @Override
    void join() {
        for (LiveClient<?, ?> client : space().join(this)) {
            client.meet(this);
        }
    }

    @Override
    RegistrationEvent.Role eventRole() {
        return RegistrationEvent.Role.PROVIDER;
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
