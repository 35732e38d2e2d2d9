// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.nmr.NetworkModule;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/**
 * The whiteboard: a {@link NetworkModule} is loaded while it is published, and withdrawing it blocks until it is unloaded.
 *
 * <p>Not a service tracker: that lets a withdrawal return while the module is still being added on another thread.
 */
final class ModuleWhiteboard implements ServiceListener {
    private static final String FILTER = "(" + Constants.OBJECTCLASS + "=" + NetworkModule.class.getName() + ")";

    private final BundleContext context;
    private final BundleOwners owners;
    private final System.Logger log;

    /**
     * The modules that are published; the thread that adds or removes one loads or unloads it. While the whiteboard opens also those
     * that were withdrawn before they could be found, so that they are not loaded afterwards.
     */
    private final Map<ServiceReference<?>, PublishedModule> modules = new ConcurrentHashMap<>();

    private volatile boolean opening = true;

    ModuleWhiteboard(BundleContext context, BundleOwners owners, System.Logger log) {
        this.context = context;
        this.owners = owners;
        this.log = log;
    }

    void open() throws InvalidSyntaxException {
        context.addServiceListener(this, FILTER);
        Collection<ServiceReference<NetworkModule>> present = context.getServiceReferences(NetworkModule.class, null);
        present.forEach(this::published);
        opening = false;
        modules.values().removeIf(PublishedModule::isWithdrawn);
    }

    /** Releases the services; all modules are unloaded before, together. */
    void close() {
        context.removeServiceListener(this);
        Steps steps = new Steps();
        modules.keySet().forEach(reference -> steps.then(() -> withdrawn(reference)));
        steps.end();
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        if (event.getType() == ServiceEvent.REGISTERED) {
            published(event.getServiceReference());
        } else if (event.getType() == ServiceEvent.UNREGISTERING) {
            withdrawn(event.getServiceReference());
        }
    }

    private void published(ServiceReference<?> reference) {
        PublishedModule module = new PublishedModule(context, reference, log);
        if (modules.putIfAbsent(reference, module) == null && !module.load(owners)) {
            modules.remove(reference, module);
        }
    }

    private void withdrawn(ServiceReference<?> reference) {
        PublishedModule module = opening
                ? modules.computeIfAbsent(reference, unknown -> new PublishedModule(context, unknown, log))
                : modules.get(reference);
        if (module == null) {
            return;
        }
        try {
            module.unload();
        } finally {
            if (!opening) {
                modules.remove(reference, module);
            }
        }
    }
}
