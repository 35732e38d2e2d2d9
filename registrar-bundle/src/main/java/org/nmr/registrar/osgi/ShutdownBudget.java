// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import java.util.concurrent.atomic.AtomicBoolean;
import org.nmr.registrar.core.Registrar;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;

/**
 * Limits the time of all unloads from the moment the framework begins to stop, so that nobody kills the process first.
 */
final class ShutdownBudget implements SynchronousBundleListener {
    private final Registrar registrar;
    private final ConfiguredOptions options;

    /** The time runs from the first event; the same one comes by a hook and as a listener. */
    private final AtomicBoolean begun = new AtomicBoolean();

    ShutdownBudget(Registrar registrar, ConfiguredOptions options) {
        this.registrar = registrar;
        this.options = options;
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING
                && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID
                && begun.compareAndSet(false, true)) {
            options.present().shutdownBudget().ifPresent(registrar::limitShutdown);
        }
    }
}
