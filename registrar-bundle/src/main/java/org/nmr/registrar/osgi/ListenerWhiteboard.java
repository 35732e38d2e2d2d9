// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import java.util.concurrent.Executor;
import org.nmr.RegistrationListener;
import org.nmr.registrar.core.Listeners;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The whiteboard of listeners: a {@link RegistrationListener} is told of registrations while it is published. */
final class ListenerWhiteboard extends Whiteboard<PublishedListener> {
    private final BundleContext context;
    private final Listeners listeners;
    private final Executor threads;
    private final System.Logger log;

    /**
     * Makes the whiteboard of one registrar.
     *
     * @param threads starts a thread for each listener
     */
    ListenerWhiteboard(BundleContext context, Listeners listeners, Executor threads, System.Logger log) {
        super(context, RegistrationListener.class);
        this.context = context;
        this.listeners = listeners;
        this.threads = threads;
        this.log = log;
    }

    @Override
    PublishedListener publication(ServiceReference<?> reference) {
        return new PublishedListener(context, listeners, reference, threads, log);
    }

    /** Lets the listeners hear what waits for them; waits for none. Only after all registrations have ended. */
    @Override
    void close() {
        context.removeServiceListener(this);
        all().forEach(PublishedListener::finish);
    }

    /**
     * Starts threads that could not be started, and reports slow listeners; returns whether it is to be tried again.
     */
    boolean look() {
        boolean again = false;
        for (PublishedListener listener : all()) {
            again |= !listener.isServed();
            listener.report();
        }
        return again;
    }
}
