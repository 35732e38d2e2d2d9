// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.nmr.Deregistration;
import org.nmr.diagnostics.BundleUnloads;
import org.nmr.registrar.core.OwnerRegistrar;
import org.nmr.registrar.core.Registrar;

/** Ends modules of bundles that go on running: passes each question on to the bundle's view. */
final class UnloadsOfBundles implements BundleUnloads {
    private final BundleOwners owners;
    private final Registrar registrar;

    UnloadsOfBundles(BundleOwners owners, Registrar registrar) {
        this.owners = owners;
        this.registrar = registrar;
    }

    @Override
    public void refuseRegistrations(long bundleId) {
        owners.ofRunning(bundleId).ifPresent(OwnerRegistrar::refuse);
    }

    @Override
    public void allowRegistrations(long bundleId) {
        owners.known(bundleId).ifPresent(OwnerRegistrar::allow);
    }

    @Override
    public Deregistration deregister(long bundleId, Collection<Long> registrationIds) {
        Objects.requireNonNull(registrationIds, "deregister: expected the ids of registrations, was null");
        Set<Long> ids = Set.copyOf(registrationIds);
        return or(owners.known(bundleId).map(view -> view.deregister(ids)));
    }

    @Override
    public Deregistration unload(long bundleId) {
        return or(owners.ofRunning(bundleId).map(OwnerRegistrar::unload));
    }

    @Override
    public Deregistration unloadRefused(long bundleId) {
        return or(owners.known(bundleId)
                .filter(OwnerRegistrar::isRefused) // a restarted bundle has another view
                .map(OwnerRegistrar::unload));
    }

    @Override
    public boolean isUnloaded(long bundleId) {
        return owners.known(bundleId).filter(OwnerRegistrar::isClosed).isPresent();
    }

    private Deregistration or(Optional<Deregistration> end) {
        return end.orElseGet(registrar::nothing);
    }
}
