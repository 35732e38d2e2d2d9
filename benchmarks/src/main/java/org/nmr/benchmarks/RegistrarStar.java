// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nmr.Owner;
import org.nmr.Registration;
import org.nmr.registrar.core.LiveModule;
import org.nmr.registrar.core.Registrar;

/** A star in the registrar: the hub is one module, its peers are registrations of another. */
final class RegistrarStar implements Star {
    private static final Owner OWNER = new Owner(1, "org.nmr.benchmarks", "1.0.0");

    private final TrivialModules modules;
    private final Role hubRole;
    private final LiveModule hubModule;

    /** Null while the hub is not registered. */
    private @Nullable Registration hub;

    RegistrarStar(Registrar registrar, String npiId, Role hubRole, int peers) {
        this.modules = new TrivialModules(npiId);
        this.hubRole = hubRole;
        this.hubModule = registrar.open(OWNER).openModule("hub");
        LiveModule peerModule = registrar.open(OWNER).openModule("peers");
        for (int i = 0; i < peers; i++) {
            modules.register(hubRole.opposite(), peerModule);
        }
    }

    /** Registers so many clients, each for an NPI of its own, that nobody provides. */
    static void registerUnrelated(Registrar registrar, int count) {
        LiveModule module = registrar.open(OWNER).openModule("unrelated");
        for (int i = 0; i < count; i++) {
            new TrivialModules("org.nmr.unrelated-" + i).register(Role.CLIENT, module);
        }
    }

    @Override
    public void attach() {
        hub = modules.register(hubRole, hubModule);
    }

    @Override
    public void detach() {
        Objects.requireNonNull(hub, "attach() comes first").deregister().await();
        hub = null;
    }

    @Override
    public long takeAttached() {
        return modules.takeAttached();
    }
}
