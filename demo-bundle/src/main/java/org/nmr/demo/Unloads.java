// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.nmr.NetworkModule;
import org.nmr.NetworkModuleRegistrar;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/**
 * Counts the unloads: a module is unloaded when it is withdrawn while there is a registrar, and when the registrar
 * goes while it is published. Any thread may bring an event.
 */
final class Unloads implements ServiceListener {
    private static final String FILTER = "(|(objectClass=" + NetworkModule.class.getName() + ")(objectClass="
            + NetworkModuleRegistrar.class.getName() + "))";

    private final Set<ServiceReference<?>> modules = ConcurrentHashMap.newKeySet();
    private final AtomicLong count = new AtomicLong();
    private volatile boolean registrarThere;

    private Unloads(boolean registrarThere) {
        this.registrarThere = registrarThere;
    }

    /** Begins to count; the modules must come later. */
    static Unloads count(BundleContext context) throws InvalidSyntaxException {
        Unloads unloads = new Unloads(context.getServiceReference(NetworkModuleRegistrar.class) != null);
        context.addServiceListener(unloads, FILTER);
        return unloads;
    }

    long count() {
        return count.get();
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        boolean comes = event.getType() == ServiceEvent.REGISTERED;
        if (!comes && event.getType() != ServiceEvent.UNREGISTERING) {
            return;
        }
        if (isModule(event.getServiceReference())) {
            module(event.getServiceReference(), comes);
        } else {
            registrar(comes);
        }
    }

    private void module(ServiceReference<?> module, boolean comes) {
        if (comes) {
            modules.add(module);
        } else if (modules.remove(module) && registrarThere) {
            count.incrementAndGet();
        }
    }

    private void registrar(boolean comes) {
        registrarThere = comes;
        if (!comes) {
            count.addAndGet(modules.size());
        }
    }

    private static boolean isModule(ServiceReference<?> reference) {
        return Set.of((String[]) reference.getProperty("objectClass")).contains(NetworkModule.class.getName());
    }
}
