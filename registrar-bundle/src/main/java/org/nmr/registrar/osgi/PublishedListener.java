// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.util.concurrent.Executor;
import org.nmr.registrar.event.Feed;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * One published listener. All of its code, from its creation on, runs on a thread of its own, and the thread that
 * publishes or withdraws it waits for none of it.
 *
 * @param <L> the type of the listener
 */
final class PublishedListener<L> implements Whiteboard.Publication {
    private static final String NO_SERVICE =
            " gets no events, because the framework gives no service object. Publish it again";

    private final BundleContext context;
    private final ServiceReference<?> reference;
    private final Executor threads;
    private final System.Logger log;
    private final Class<L> type;
    private final String name;
    private final Feed<L> feed;

    /** Guarded by this, as the next one. */
    private boolean started;

    private boolean withdrawn;

    PublishedListener(
            BundleContext context,
            ServiceReference<?> reference,
            Class<L> type,
            Feed<L> feed,
            Executor threads,
            System.Logger log) {
        this.context = context;
        this.reference = reference;
        this.threads = threads;
        this.log = log;
        this.type = type;
        this.feed = feed;
        this.name = name(type, reference);
    }

    /** Names a listener in the log. */
    static String name(Class<?> type, ServiceReference<?> reference) {
        Bundle bundle = reference.getBundle();
        return type.getSimpleName() + " of "
                + (bundle == null ? "a bundle that has stopped" : BundleNames.name(bundle));
    }

    /** Follows from here on, and starts the thread. If that is not possible, {@link #isServed} tries again. */
    @Override
    public boolean load() {
        feed.open();
        if (!isServed()) {
            log.log(WARNING, name + " gets no events until a thread can be started for it");
        }
        return true;
    }

    /** Returns whether there is a thread, or none is needed any more. */
    boolean isServed() {
        if (!begin()) {
            return true;
        }
        try {
            threads.execute(this::run);
            return true;
        } catch (Throwable noThread) { // "unable to create native thread"
            undo();
            return false;
        }
    }

    private synchronized boolean begin() {
        boolean mine = !started && !withdrawn;
        started |= mine;
        return mine;
    }

    private synchronized void undo() {
        started = false;
    }

    private void run() {
        assert !Thread.holdsLock(this);
        Object service = null;
        try {
            service = context.getService(reference);
            if (type.isInstance(service)) {
                feed.serve(type.cast(service), () -> reference.getBundle() != null);
            } else if (!isWithdrawn()) {
                log.log(WARNING, name + NO_SERVICE);
            }
        } catch (Throwable failed) { // the service factory's code
            log.log(isWithdrawn() ? DEBUG : WARNING, name + NO_SERVICE, failed);
        } finally {
            feed.close();
            if (service != null) { // the bundle may use the same service as a module
                unget();
            }
        }
    }

    private void unget() {
        try {
            context.ungetService(reference);
        } catch (IllegalStateException stopped) {
            log.log(DEBUG, "released by the framework: " + BundleNames.name(reference), stopped);
        }
    }

    /** Lets it hear what waits for it. */
    void finish() {
        feed.finish();
    }

    void report() {
        feed.report();
    }

    @Override
    public void unload() {
        synchronized (this) {
            withdrawn = true;
        }
        feed.close();
    }

    @Override
    public synchronized boolean isWithdrawn() {
        return withdrawn;
    }
}
