// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import org.osgi.framework.AllServiceListener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;

/**
 * Sees the end of one original when this bundle is stopped and has no hooks any more. It listens in the name of the
 * provider. The hooks of the next start let it hear of what they hide from others.
 */
final class Watch implements AllServiceListener, SynchronousBundleListener {
    private static final String BEGIN = "(|(nmr.drain.watch=*)(";

    private final DrainedServices services;
    private final ServiceReference<?> original;

    private Watch(DrainedServices services, ServiceReference<?> original) {
        this.services = services;
        this.original = original;
    }

    /**
     * Begins to watch.
     *
     * @throws IllegalStateException if the provider is stopping
     */
    static void begin(DrainedServices services, ServiceReference<?> original) {
        BundleContext provider = Publication.contextOf(original);
        Watch watch = new Watch(services, original);
        try {
            provider.addServiceListener(
                    watch, BEGIN + Constants.SERVICE_ID + "=" + original.getProperty(Constants.SERVICE_ID) + "))");
        } catch (InvalidSyntaxException impossible) {
            throw new AssertionError("the id is a number", impossible);
        }
        provider.addBundleListener(watch);
    }

    /** Tells by the filter of a listener whether it is one of these, of any version of this bundle. */
    static boolean isWatch(String filter) {
        return filter.startsWith(BEGIN);
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        if (event.getType() == ServiceEvent.UNREGISTERING) {
            services.unregistering(original);
        } else {
            services.modified(original);
        }
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().equals(original.getBundle())) {
            services.stopping(event.getBundle());
        }
    }
}
