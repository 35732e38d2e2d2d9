// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.fuzz;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.nmr.Capture;
import org.nmr.CaptureRequest;
import org.nmr.ClientCharacteristics;
import org.nmr.ClientModule;
import org.nmr.ClientRegistration;
import org.nmr.Deregistration;
import org.nmr.Follower;
import org.nmr.ModuleRegistrations;
import org.nmr.ProviderCharacteristics;
import org.nmr.ProviderRegistration;

/**
 * A registrar with a fault in the way it calls clients.
 *
 * @param sound what it is without the fault
 * @param fault puts something between that and the client
 */
record FaultyRegistrar(ModuleRegistrations sound, UnaryOperator<ClientModule<String, String>> fault)
        implements ModuleRegistrations {
    @Override
    @SuppressWarnings("unchecked") // the scripts have this kind of NPI only
    public <C, P> ClientRegistration registerClient(ClientCharacteristics<C, P> client) {
        ClientCharacteristics<String, String> c = (ClientCharacteristics<String, String>) client;
        return sound.registerClient(
                new ClientCharacteristics<>(c.npi(), c.instance(), fault.apply(c.module()), c.selection()));
    }

    @Override
    public <C, P> ProviderRegistration registerProvider(ProviderCharacteristics<C, P> provider) {
        return sound.registerProvider(provider);
    }

    @Override
    public <C, P> Capture<P> capture(CaptureRequest<C, P> request, Duration atMost) {
        return sound.capture(request, atMost);
    }

    @Override
    public boolean isSatisfied() {
        return sound.isSatisfied();
    }

    @Override
    public void whileSatisfied(Follower follower) {
        sound.whileSatisfied(follower);
    }

    @Override
    public Deregistration unload() {
        return sound.unload();
    }

    @Override
    public Optional<Deregistration> end() {
        return sound.end();
    }

    @Override
    public void close() {
        sound.close();
    }

    @Override
    public boolean close(Duration atMost) {
        return sound.close(atMost);
    }
}
