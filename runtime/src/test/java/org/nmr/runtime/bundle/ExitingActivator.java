// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime.bundle;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Ends the JVM where nobody should. */
public final class ExitingActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        System.exit(7);
    }

    @Override
    public void stop(BundleContext context) {
        // is never started
    }
}
