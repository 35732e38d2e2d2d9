// SPDX-License-Identifier: Apache-2.0
package org.nmr.metrics;

import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.RegistrarRuntime;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** Publishes the meters of each registrar as long as that is there. */
public final class MetricsActivator implements BundleActivator {
    /** The framework calls start and stop one after the other. */
    private @Nullable ServiceTracker<RegistrarRuntime, PublishedMetrics> registrars;

    /** The framework makes it. */
    public MetricsActivator() {}

    @Override
    public void start(BundleContext context) {
        registrars = new ServiceTracker<>(context, RegistrarRuntime.class, null) {
            @Override
            public @Nullable PublishedMetrics addingService(ServiceReference<RegistrarRuntime> reference) {
                RegistrarRuntime runtime = context.getService(reference);
                return runtime == null ? null : PublishedMetrics.open(context, runtime);
            }

            @Override
            public void removedService(ServiceReference<RegistrarRuntime> reference, PublishedMetrics published) {
                published.close();
                context.ungetService(reference);
            }
        };
        registrars.open();
    }

    @Override
    public void stop(BundleContext context) {
        if (registrars != null) {
            registrars.close();
            registrars = null;
        }
    }
}
