// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import java.util.concurrent.Executor;
import java.util.function.Function;
import org.nmr.registrar.event.Feed;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * The whiteboard of listeners of one type: each is told what happens while it is published.
 *
 * @param <L> the type of the listeners
 */
final class ListenerWhiteboard<L> extends Whiteboard<PublishedListener<L>> {
    private final BundleContext context;
    private final Class<L> type;
    private final Function<ServiceReference<?>, Feed<L>> feeds;
    private final Executor threads;
    private final System.Logger log;

    /**
     * Makes the whiteboard of one registrar.
     *
     * @param feeds makes what a published listener is told
     * @param threads starts a thread for each listener
     */
    ListenerWhiteboard(
            BundleContext context,
            Class<L> type,
            Function<ServiceReference<?>, Feed<L>> feeds,
            Executor threads,
            System.Logger log) {
        super(context, type);
        this.context = context;
        this.type = type;
        this.feeds = feeds;
        this.threads = threads;
        this.log = log;
    }

    @Override
    PublishedListener<L> publication(ServiceReference<?> reference) {
        return new PublishedListener<>(context, reference, type, feeds.apply(reference), threads, log);
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
        for (PublishedListener<L> listener : all()) {
            again |= !listener.isServed();
            listener.report();
        }
        return again;
    }
}
