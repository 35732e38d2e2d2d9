// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import org.nmr.chaos.shared.World;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/**
 * Tells a run when the framework releases its service for a bundle: on the stopping thread, after everything else that
 * a stop withdraws.
 */
final class Worlds implements ServiceFactory<World> {
    private final Run run;

    Worlds(Run run) {
        this.run = run;
    }

    @Override
    public World getService(Bundle bundle, ServiceRegistration<World> registration) {
        return run;
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<World> registration, World world) {
        run.released(bundle.getBundleId());
    }
}
