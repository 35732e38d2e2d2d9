// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.tracker;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A bundle with one client. */
public final class RestartedTracker implements BundleActivator {
    private @Nullable TallyTracker tracker;

    @Override
    public void start(BundleContext context) {
        tracker = new TallyTracker(context);
        tracker.open();
    }

    @Override
    public void stop(BundleContext context) {
        if (tracker != null) {
            tracker.close();
        }
    }
}
