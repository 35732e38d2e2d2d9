// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.nmr.ModuleRegistrations;
import org.nmr.registrar.core.Registrar;
import org.nmr.spi.ServiceRegistrar;
import org.nmr.spi.StandIns;
import org.osgi.framework.Bundle;

/** Modules in the name of other bundles: {@link BundleOwners} knows nothing of them, so no stop ends them. */
final class ServicesOfOthers implements ServiceRegistrar {
    private final Registrar registrar;

    ServicesOfOthers(Registrar registrar) {
        this.registrar = registrar;
    }

    @Override
    public ModuleRegistrations openModule(Bundle owner, String name) {
        Objects.requireNonNull(owner, "module of another bundle: expected the bundle, was null");
        Objects.requireNonNull(name, () -> BundleNames.name(owner) + ": expected a module name, was null");
        return registrar.openModule(BundleNames.owner(owner), name);
    }

    @Override
    public StandIns standIns(List<Class<?>> interfaces) {
        return standIns(interfaces, Set.of());
    }

    @Override
    public StandIns standIns(List<Class<?>> interfaces, Set<String> handedOut) {
        Objects.requireNonNull(interfaces, "stand-ins: expected a list of interfaces, was null");
        for (Class<?> each : interfaces) {
            Objects.requireNonNull(each, () -> "stand-ins: expected interfaces, but one was null: " + interfaces);
        }
        Objects.requireNonNull(handedOut, "stand-ins: expected the names of types that are handed out, was null");
        return registrar.standIns(List.copyOf(interfaces), Set.copyOf(handedOut));
    }
}
