// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import static java.lang.System.Logger.Level.ERROR;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;

/**
 * What the framework asks before it tells or shows something to bundles. Nothing is thrown: the framework would only
 * log it, and show the original.
 */
final class Hooks implements EventListenerHook, FindHook, EventHook {
    private final DrainedServices services;
    private final ClassSpaces spaces;
    private final Bundle own;
    private final System.Logger log;

    /** The bundle that provides the registrar; null while there is none. */
    private final AtomicReference<@Nullable Bundle> registrar = new AtomicReference<>();

    Hooks(DrainedServices services, Bundle own, System.Logger log) {
        this.services = services;
        this.spaces = services.spaces();
        this.own = own;
        this.log = log;
    }

    void registrarIs(@Nullable Bundle bundle) {
        registrar.set(bundle);
    }

    @Override
    public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
        ServiceReference<?> reference = event.getServiceReference();
        try {
            if (isHidden(event.getType(), reference)) {
                listeners.clear();
            } else if (event.getType() != ServiceEvent.UNREGISTERING && spaces.isOwn(reference)) {
                listeners.keySet().removeIf(consumer -> isForeign(reference, consumer));
            } // who has seen it hears of its end
        } catch (Throwable failed) { // see above
            services.failed(reference, failed);
        }
    }

    private boolean isForeign(ServiceReference<?> reference, BundleContext consumer) {
        try {
            return spaces.isForeign(reference, consumer.getBundle());
        } catch (IllegalStateException stopped) {
            return false;
        }
    }

    private boolean isHidden(int type, ServiceReference<?> reference) {
        return switch (type) {
            case ServiceEvent.REGISTERED -> services.registered(reference);
            case ServiceEvent.UNREGISTERING ->
                ConsumerMark.isOne(reference) ? services.left(reference) : services.unregistering(reference);
            default -> services.modified(reference);
        };
    }

    @Override
    public void find(
            @Nullable BundleContext context,
            @Nullable String name,
            @Nullable String filter,
            boolean allServices,
            Collection<ServiceReference<?>> references) {
        try {
            if (!own.getSymbolicName().equals(Watch.nameOf(context))) {
                references.removeIf(services::isHidden);
                if (context != null && !allServices && !spaces.isEmpty()) {
                    references.removeIf(reference -> isForeign(reference, context));
                }
            }
        } catch (Throwable failed) { // see above
            log.log(ERROR, "a hook has failed: consumers may see the originals of drained services", failed);
        }
    }

    @Override
    public void event(BundleEvent event, Collection<BundleContext> contexts) {
        try {
            changed(event.getType(), event.getBundle());
        } catch (Throwable failed) { // see above
            log.log(
                    ERROR,
                    "a hook has failed: services of " + event.getBundle() + " may end while calls are inside",
                    failed);
        }
    }

    private void changed(int type, Bundle bundle) {
        if (type == BundleEvent.STOPPING) {
            if (bundle.getBundleId() == 0) {
                services.frameworkStops();
            } else if (bundle.equals(registrar.get())) {
                services.lose();
            }
            services.stopping(bundle);
            if (services.hasStateOf(bundle)) {
                ConsumerMark.register(bundle);
            }
        } else if (type == BundleEvent.STOPPED) {
            services.stopped(bundle);
        }
    }
}
