// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.nmr.RegistrationListener;
import org.nmr.registrar.core.Listeners;
import org.nmr.registrar.core.Subscription;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * One published {@link RegistrationListener}. All of its code, from its creation on, runs on a thread of its own, and
 * the thread that publishes or withdraws it waits for none of it.
 */
final class PublishedListener implements Whiteboard.Publication {
    private static final String NO_SERVICE =
            " gets no events, because the framework gives no service object. Publish it again";

    private final BundleContext context;
    private final ServiceReference<?> reference;
    private final Executor threads;
    private final System.Logger log;
    private final String name;
    private final Subscription subscription;

    /** Guarded by this, as the next one. */
    private boolean started;

    private boolean withdrawn;

    PublishedListener(
            BundleContext context,
            Listeners listeners,
            ServiceReference<?> reference,
            Executor threads,
            System.Logger log) {
        this.context = context;
        this.reference = reference;
        this.threads = threads;
        this.log = log;
        this.name = name(reference.getBundle());
        this.subscription = listeners.subscribe(name);
    }

    private static String name(@Nullable Bundle bundle) {
        return "RegistrationListener of " + (bundle == null ? "a bundle that has stopped" : BundleNames.name(bundle));
    }

    /** Follows from here on, and starts the thread. If that is not possible, {@link #isServed} tries again. */
    @Override
    public boolean load() {
        subscription.open();
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
        try {
            if (context.getService(reference) instanceof RegistrationListener listener) {
                subscription.serve(listener, () -> reference.getBundle() != null);
            } else if (!isWithdrawn()) {
                log.log(WARNING, name + NO_SERVICE);
            }
        } catch (Throwable failed) { // the service factory's code
            log.log(isWithdrawn() ? DEBUG : WARNING, name + NO_SERVICE, failed);
        } finally {
            subscription.close();
            unget();
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
        subscription.finish();
    }

    void report() {
        subscription.report();
    }

    @Override
    public void unload() {
        synchronized (this) {
            withdrawn = true;
        }
        subscription.close();
    }

    @Override
    public synchronized boolean isWithdrawn() {
        return withdrawn;
    }
}
