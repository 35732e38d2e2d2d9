// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.nmr.diagnostics.RegistrarRuntime;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;

/** What a redeployment needs of the framework. */
interface Framework {
    /**
     * Refreshes a bundle and all that depends on it. Returns whether the framework has said within a time that this is
     * done. A framework that stops may not say so at all.
     */
    boolean refresh(Bundle bundle, Duration atMost) throws InterruptedException;

    /** Returns why a bundle must not be stopped by this bundle; empty if it may. */
    Optional<String> needed(Bundle bundle);

    /** Returns the framework that a bundle runs in. */
    static Framework of(BundleContext context) {
        FrameworkWiring wiring =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        return new Framework() {
            @Override
            public boolean refresh(Bundle bundle, Duration atMost) throws InterruptedException {
                Latch done = new Latch();
                wiring.refreshBundles(List.of(bundle), event -> done.open());
                return done.await(Nanos.of(atMost));
            }

            @Override
            public Optional<String> needed(Bundle bundle) {
                if (bundle.equals(context.getBundle())) {
                    return Optional.of("which redeploys");
                }
                ServiceReference<RegistrarRuntime> registrar = context.getServiceReference(RegistrarRuntime.class);
                return registrar != null && bundle.equals(registrar.getBundle())
                        ? Optional.of("which is the registrar")
                        : Optional.empty();
            }
        };
    }
}
