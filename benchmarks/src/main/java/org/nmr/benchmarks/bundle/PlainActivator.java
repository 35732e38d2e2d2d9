// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.bundle;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** The floor: a bundle that does nothing. */
public final class PlainActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        // nothing to begin
    }

    @Override
    public void stop(BundleContext context) {
        // nothing to end
    }
}
