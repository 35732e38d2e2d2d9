// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import org.jspecify.annotations.Nullable;
import org.nmr.NetworkModule;
import org.nmr.registrar.core.LiveModule;
import org.nmr.registrar.core.NotLoaded;
import org.nmr.registrar.unload.Interrupts;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * One published {@link NetworkModule}: loaded once, unloaded once, possibly by two threads at the same time.
 *
 * <p>Its monitor guards the fields that decide who comes first.
 */
final class PublishedModule implements Whiteboard.Publication {
    /** The property by which Declarative Services name a component. */
    private static final String COMPONENT = "component.name";

    private static final String ADVICE = "it is a component: deactivate() is called only after this wait, so detach()"
            + " must release the callers that are blocked inside";

    private final BundleContext context;
    private final BundleOwners owners;
    private final ServiceReference<?> reference;
    private final ForgottenSuper forgotten;
    private final System.Logger log;

    /** Set by the loading thread, unless the module was withdrawn before. */
    private @Nullable LiveModule module;

    /** The user's object, from before its {@code register} to its withdrawal. */
    private @Nullable NetworkModule object;

    private boolean withdrawn;

    /** Whether the framework counts a use of the service by this. The bundle may use the same service as a listener. */
    private boolean isHeld;

    /** Whether the module is not loaded, because its {@code register} has failed. */
    private boolean hasFailed;

    PublishedModule(
            BundleContext context,
            BundleOwners owners,
            ServiceReference<?> reference,
            ForgottenSuper forgotten,
            System.Logger log) {
        this.context = context;
        this.owners = owners;
        this.reference = reference;
        this.forgotten = forgotten;
        this.log = log;
    }

    @Override
    public boolean load() {
        Bundle bundle = reference.getBundle();
        if (bundle == null) {
            return false; // withdrawn already
        }
        LiveModule opened;
        try {
            opened = owners.of(bundle).openModule(name(bundle));
        } catch (IllegalStateException stopping) {
            log.log(DEBUG, "not loaded: " + BundleNames.name(reference), stopping);
            return false;
        }
        if (reference.getProperty(COMPONENT) != null) {
            opened.advise(ADVICE);
        }
        if (!opened(opened)) {
            opened.close();
            return false;
        }
        return register(opened);
    }

    /** Blocks until the module is detached from everybody and cleaned up, then lets the service go. */
    @Override
    public void unload() {
        LiveModule loaded = withdraw();
        if (loaded != null && hasFailed()) {
            NotLoaded.remove(loaded);
            unload(loaded); // or the thread that has loaded it does
        } else if (loaded != null) {
            try {
                look();
            } finally { // whatever that throws
                unload(loaded);
            }
        }
    }

    /** Whether the bundle has left the unload to the framework. */
    private void look() {
        NetworkModule published = takeObject();
        Bundle bundle = reference.getBundle();
        if (published != null && bundle != null) {
            forgotten.withdrawn(bundle, published);
        }
    }

    private void unload(LiveModule loaded) {
        try {
            new LastWait(loaded::unload, log).await();
        } catch (IllegalStateException inside) {
            // The framework would swallow it, and the withdrawal goes on anyway.
            log.log(
                    ERROR,
                    loaded + ": expected to be unloaded before its withdrawal returns, but this thread is inside"
                            + " one of its callbacks or calls. It is unloaded when that returns",
                    inside);
        } finally {
            unget();
        }
    }

    private boolean register(LiveModule opened) {
        assert !Thread.holdsLock(this);
        try {
            if (!(get() instanceof NetworkModule service)) {
                throw new IllegalStateException(
                        "expected a NetworkModule, but the framework gives no service object for "
                                + BundleNames.name(reference));
            }
            found(service);
            opened.load(service);
            return true;
        } catch (Throwable thrown) { // the module's code
            if (thrown instanceof InterruptedException) {
                Interrupts.restore();
            }
            boolean isMissed = false;
            try {
                isMissed = tellNotLoaded(opened, thrown);
                log.log(
                        isWithdrawn() || isTooLate(opened, thrown) ? DEBUG : WARNING,
                        opened + " could not register and is not loaded. Publish it again to retry",
                        thrown);
            } finally {
                unload(opened);
            }
            return isMissed;
        }
    }

    /** Remembers the failure until the withdrawal; what is withdrawn, or comes too late, is not missed. */
    private boolean tellNotLoaded(LiveModule opened, Throwable thrown) {
        if (isTooLate(opened, thrown)) {
            return false;
        }
        fail();
        NotLoaded.add(opened, thrown);
        if (isWithdrawn()) {
            NotLoaded.remove(opened);
        }
        return true;
    }

    /** The registrar has begun to stop meanwhile; the next one loads the module. */
    private static boolean isTooLate(LiveModule opened, Throwable thrown) {
        return opened.isEnding() && thrown instanceof IllegalStateException;
    }

    private @Nullable Object get() {
        Object service = context.getService(reference);
        if (service != null) {
            hold();
        }
        return service;
    }

    private synchronized void hold() {
        isHeld = true;
    }

    private synchronized boolean takeHold() {
        boolean taken = isHeld;
        isHeld = false;
        return taken;
    }

    private synchronized void found(NetworkModule service) {
        object = service;
    }

    private synchronized @Nullable NetworkModule takeObject() {
        NetworkModule taken = object;
        object = null;
        return taken;
    }

    private synchronized void fail() {
        hasFailed = true;
        object = null;
    }

    private synchronized boolean hasFailed() {
        return hasFailed;
    }

    private synchronized boolean opened(LiveModule opened) {
        if (!withdrawn) {
            module = opened;
        }
        return !withdrawn;
    }

    private synchronized @Nullable LiveModule withdraw() {
        withdrawn = true;
        return module;
    }

    @Override
    public synchronized boolean isWithdrawn() {
        return withdrawn;
    }

    /** Once, whoever comes first: the thread whose {@code register} has failed, or the one that withdraws. */
    private void unget() {
        if (!takeHold()) {
            return;
        }
        try {
            context.ungetService(reference);
        } catch (IllegalStateException stopped) {
            log.log(DEBUG, "released by the framework: " + BundleNames.name(reference), stopped);
        }
    }

    /** Returns the name that the module was published with, or that of its bundle. */
    private String name(Bundle bundle) {
        for (String key : new String[] {NetworkModule.NAME, COMPONENT}) {
            if (reference.getProperty(key) instanceof String name) {
                return name;
            }
        }
        return BundleNames.owner(bundle).name();
    }
}
