// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.zookeeper.internal;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Publishes a source of addresses, if a ZooKeeper is configured. */
public final class ZooKeeperActivator implements BundleActivator {
    private static final String CONFIG_ADMIN = "org.osgi.service.cm.ManagedService";

    /** Null while the bundle is stopped. */
    private @Nullable Published published;

    /** The framework makes it. */
    public ZooKeeperActivator() {}

    @Override
    public void start(BundleContext context) {
        System.Logger log = System.getLogger("org.nmr.reach.zookeeper");
        Configured configured = new Configured(context, log);
        Published started = new Published(context, log);
        published = started;
        started.apply(configured.initial());
        if (hasConfigAdmin()) {
            ConfigurationUpdates.publish(context, configured, started::apply);
        }
    }

    @Override
    public void stop(BundleContext context) {
        Published stopped = published;
        published = null;
        if (stopped != null) {
            stopped.close();
        }
    }

    private static boolean hasConfigAdmin() {
        try {
            Class.forName(CONFIG_ADMIN, /* initialize= */ false, ZooKeeperActivator.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError notThere) {
            return false;
        }
    }
}
