// SPDX-License-Identifier: Apache-2.0
package org.nmr.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.DiagnosticListener;
import org.nmr.diagnostics.EventKind;
import org.nmr.diagnostics.RegistrarRuntime;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;

/** The meters of one registrar: a service, bound to each published registry, and on the page for Prometheus. */
final class PublishedMetrics implements AutoCloseable {
    /** The import of its package is optional. */
    private static final String NEEDED = "jakarta.servlet.http.HttpServlet";

    private final RegistrarMetrics metrics;
    private final ServiceRegistration<?> service;
    private final ServiceTracker<MeterRegistry, MeterRegistry> registries;
    private final Optional<AutoCloseable> page;

    private PublishedMetrics(BundleContext context, RegistrarMetrics metrics) {
        this.metrics = metrics;
        this.service = context.registerService(
                new String[] {MeterBinder.class.getName(), DiagnosticListener.class.getName()},
                metrics,
                FrameworkUtil.asDictionary(Map.of(
                        DiagnosticListener.KINDS, new String[] {EventKind.UNLOADED.name(), EventKind.REVOKED.name()})));
        this.registries = new ServiceTracker<>(context, MeterRegistry.class, null) {
            @Override
            public @Nullable MeterRegistry addingService(ServiceReference<MeterRegistry> reference) {
                MeterRegistry registry = context.getService(reference);
                if (registry != null) {
                    metrics.bindTo(registry);
                }
                return registry;
            }

            @Override
            public void removedService(ServiceReference<MeterRegistry> reference, MeterRegistry registry) {
                metrics.unbind(registry);
                super.removedService(reference, registry);
            }
        };
        this.page = isThere(NEEDED) ? Optional.of(PrometheusPage.open(context, metrics)) : Optional.empty();
    }

    static PublishedMetrics open(BundleContext context, RegistrarRuntime runtime) {
        PublishedMetrics published = new PublishedMetrics(context, new RegistrarMetrics(runtime));
        published.registries.open();
        return published;
    }

    private static boolean isThere(String type) {
        try {
            Class.forName(type, /* initialize= */ false, PublishedMetrics.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError notThere) {
            return false;
        }
    }

    @Override
    public void close() {
        registries.close();
        page.ifPresent(PublishedMetrics::close);
        service.unregister();
        metrics.close();
    }

    private static void close(AutoCloseable page) {
        try {
            page.close();
        } catch (Exception failed) {
            throw new IllegalStateException("the page for Prometheus could not be closed", failed);
        }
    }
}
