// SPDX-License-Identifier: Apache-2.0
package org.nmr.health;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nmr.diagnostics.RegistrarRuntime;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;

/** Publishes the checks and the printer of each registrar as long as that is there. */
public final class HealthActivator implements BundleActivator {
    private @Nullable ServiceTracker<RegistrarRuntime, List<ServiceRegistration<?>>> registrars;

    /** The framework makes it. */
    public HealthActivator() {}

    @Override
    public void start(BundleContext context) {
        registrars = new ServiceTracker<>(context, RegistrarRuntime.class, null) {
            @Override
            public @Nullable List<ServiceRegistration<?>> addingService(ServiceReference<RegistrarRuntime> reference) {
                RegistrarRuntime runtime = context.getService(reference);
                return runtime == null ? null : publish(context, runtime);
            }

            @Override
            public void removedService(
                    ServiceReference<RegistrarRuntime> reference, List<ServiceRegistration<?>> published) {
                published.forEach(ServiceRegistration::unregister);
                context.ungetService(reference);
            }
        };
        registrars.open();
    }

    private static List<ServiceRegistration<?>> publish(BundleContext context, RegistrarRuntime runtime) {
        List<ServiceRegistration<?>> published = new ArrayList<>();
        addWhere("org.apache.felix.hc.api.HealthCheck", published, type -> Checks.publish(context, runtime));
        addWhere(
                "org.apache.felix.inventory.InventoryPrinter",
                published,
                type -> List.of(RegistrarPrinter.publish(context, runtime)));
        return published;
    }

    /** Publishes something where the class is that it needs; its import is optional. */
    private static void addWhere(
            String type,
            List<ServiceRegistration<?>> published,
            Function<String, List<ServiceRegistration<?>>> publisher) {
        try {
            Class.forName(type, /* initialize= */ false, HealthActivator.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError notThere) {
            return;
        }
        published.addAll(publisher.apply(type));
    }

    @Override
    public void stop(BundleContext context) {
        if (registrars != null) {
            registrars.close();
            registrars = null;
        }
    }
}
