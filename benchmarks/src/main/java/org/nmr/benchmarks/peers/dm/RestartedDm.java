// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.dm;

import org.apache.felix.dm.DependencyManager;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * A bundle with one client. No {@code DependencyActivatorBase}, which does the same, because outside of a framework
 * that class is not there.
 */
public final class RestartedDm implements BundleActivator {
    private @Nullable DependencyManager manager;

    @Override
    public void start(BundleContext context) {
        manager = new DependencyManager(context);
        manager.add(DmClient.component(manager));
    }

    @Override
    public void stop(BundleContext context) {
        if (manager != null) {
            manager.clear();
        }
    }
}
