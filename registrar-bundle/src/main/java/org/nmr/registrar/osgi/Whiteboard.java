// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/**
 * Follows the services of one type, each from its publication to its withdrawal.
 *
 * <p>Not a service tracker: that lets a withdrawal return while the service is still being added on another thread.
 *
 * @param <P> what the registrar makes of each service
 */
abstract class Whiteboard<P extends Whiteboard.Publication> implements ServiceListener {
    /** One published service. Possibly begun and ended by two threads at the same time. */
    interface Publication {
        /** The service is published; returns whether it is taken up. If not, nothing of it is left. */
        boolean load();

        /** The service is withdrawn, or was before {@link #load}. */
        void unload();

        /** Whether {@link #unload} was called. */
        boolean isWithdrawn();
    }

    private final BundleContext context;
    private final Class<?> type;

    /**
     * What is published; the thread that adds or removes one loads or unloads it. While the whiteboard opens also those
     * that were withdrawn before they could be found, so that they are not loaded afterwards.
     */
    private final Map<ServiceReference<?>, P> published = new ConcurrentHashMap<>();

    private volatile boolean opening = true;

    Whiteboard(BundleContext context, Class<?> type) {
        this.context = context;
        this.type = type;
    }

    abstract P publication(ServiceReference<?> reference);

    final void open() throws InvalidSyntaxException {
        context.addServiceListener(this, "(" + Constants.OBJECTCLASS + "=" + type.getName() + ")");
        context.getServiceReferences(type, null).forEach(this::published);
        opening = false;
        published.values().removeIf(Publication::isWithdrawn);
    }

    /** Withdraws what is left. */
    void close() {
        context.removeServiceListener(this);
        Steps steps = new Steps();
        published.keySet().forEach(reference -> steps.then(() -> withdrawn(reference)));
        steps.end();
    }

    /** What is published now. */
    final Collection<P> all() {
        return published.values();
    }

    @Override
    public final void serviceChanged(ServiceEvent event) {
        if (event.getType() == ServiceEvent.REGISTERED) {
            published(event.getServiceReference());
        } else if (event.getType() == ServiceEvent.UNREGISTERING) {
            withdrawn(event.getServiceReference());
        }
    }

    private void published(ServiceReference<?> reference) {
        P publication = publication(reference);
        if (published.putIfAbsent(reference, publication) == null && !publication.load()) {
            published.remove(reference, publication);
        }
    }

    private void withdrawn(ServiceReference<?> reference) {
        P publication = opening ? known(reference) : published.get(reference);
        if (publication == null) {
            return;
        }
        try {
            publication.unload();
        } finally {
            if (!opening) {
                published.remove(reference, publication);
            }
        }
    }

    /** Asks the framework before it changes the map, which holds a lock for a change. */
    private P known(ServiceReference<?> reference) {
        P publication = publication(reference);
        P before = published.putIfAbsent(reference, publication);
        return before == null ? publication : before;
    }
}
