// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nmr.drain.internal.rules.Rules;
import org.nmr.spi.ServiceRegistrar;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.framework.hooks.service.ListenerHook;
import org.osgi.util.tracker.ServiceTracker;

/** One start of this bundle: the hooks, and the registrar as it comes and goes. */
public final class Drain implements AutoCloseable {
    private final BundleContext own;
    private final DrainedServices services;
    private final Known known;
    private final Hooks hooks;
    private final ServiceTracker<ServiceRegistrar, ServiceRegistrar> registrars;
    private final List<ServiceRegistration<?>> published = new ArrayList<>();

    /** The stand-ins keep the registrar when this bundle stops. */
    private volatile boolean isClosing;

    /** Makes it; nothing is published yet. */
    public Drain(BundleContext own, Rules rules, System.Logger log) {
        this.own = own;
        this.known = new Known(own);
        this.services = new DrainedServices(own, rules, known, log);
        this.hooks = new Hooks(services, own.getBundle(), log);
        this.registrars = new ServiceTracker<>(own, ServiceRegistrar.class, null) {
            @Override
            public @Nullable ServiceRegistrar addingService(ServiceReference<ServiceRegistrar> reference) {
                ServiceRegistrar found = own.getService(reference);
                if (found != null) {
                    hooks.registrarIs(reference.getBundle());
                    services.use(found);
                }
                return found;
            }

            @Override
            public void removedService(ServiceReference<ServiceRegistrar> reference, ServiceRegistrar gone) {
                if (!isClosing) { // else the framework releases it
                    services.loseIf(gone::equals);
                    own.ungetService(reference);
                }
            }
        };
    }

    /** Begins. Services that are there are looked at last, because a hook does not hear of all that come meanwhile. */
    public void open() {
        published.add(own.registerService(ListenerHook.class, known, null));
        published.add(own.registerService(
                new String[] {EventListenerHook.class.getName(), FindHook.class.getName(), EventHook.class.getName()},
                hooks,
                null));
        registrars.open();
    }

    /** Applies other rules to services that are registered from now on, and to those that no consumer knows. */
    public void apply(Rules rules) {
        services.apply(rules);
    }

    /** Returns what is drained. */
    public DrainedServices services() {
        return services;
    }

    /** Leaves the stand-ins, which still count and end. */
    @Override
    public void close() {
        isClosing = true;
        services.handOver();
        registrars.close();
        published.forEach(ServiceRegistration::unregister);
        services.handedOver();
    }
}
