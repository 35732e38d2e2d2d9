// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.Owner;
import org.nmr.registrar.core.OwnerRegistrar;
import org.nmr.registrar.core.Registrar;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;

/**
 * The owners of modules: gives each bundle a view of its own, so that no module registers in another's name by
 * mistake, and unloads what a bundle leaves behind.
 *
 * <p>When a bundle is STOPPING, its end begins: its {@code detach} callbacks are called while its context is valid,
 * and no thread waits. Then its own {@code stop()} runs, which may have to let callers out before it can unload. When
 * that has returned, the same thread waits for what {@code stop()} has not awaited.
 */
final class BundleOwners implements ServiceFactory<NetworkModuleRegistrar>, SynchronousBundleListener {
    private final BundleContext own;
    private final Registrar registrar;
    private final AfterStop afterStop;
    private final System.Logger log;

    /**
     * The views of bundles in their present start. A view stays here until its end is complete, so that the
     * framework's thread finds it and waits, even if a thread of the bundle has begun the end before.
     */
    private final ConcurrentHashMap<Bundle, Start> starts = new ConcurrentHashMap<>();

    BundleOwners(BundleContext context, Registrar registrar, System.Logger log) {
        this.own = context;
        this.registrar = registrar;
        this.afterStop = new AfterStop(context, this::await, log);
        this.log = log;
    }

    /** Begins to see which bundles stop. */
    void open(BundleContext context) throws InvalidSyntaxException {
        afterStop.open();
        context.addBundleListener(this);
    }

    void close(BundleContext context) {
        context.removeBundleListener(this);
        afterStop.close();
    }

    /**
     * Returns the bundle's view.
     *
     * @throws IllegalStateException if the bundle or the registrar is stopping or stopped
     */
    OwnerRegistrar of(Bundle bundle) {
        Start start = starts.get(bundle);
        if (start == null) { // asks the framework first, because the map holds a lock while it makes a view
            Owner owner = BundleNames.owner(bundle);
            BundleContext context = context(bundle);
            start = starts.computeIfAbsent(bundle, key -> new Start(registrar.open(owner), context));
        }
        // Looked at after the insertion: a stop that the check misses finds the view in the map.
        if (!isRunning(bundle)) {
            end(bundle, start); // waits for nothing, as this may be a thread of the bundle
            throw new IllegalStateException(
                    BundleNames.name(bundle) + ": expected a started bundle, but it is stopping or stopped");
        }
        return start.owner();
    }

    /** Returns the view of a bundle that runs; empty if it does not, or if the registrar is stopping. */
    Optional<OwnerRegistrar> ofRunning(long bundleId) {
        Optional<OwnerRegistrar> known = known(bundleId);
        Bundle bundle = bundle(bundleId);
        if (known.isPresent() || bundle == null || !isRunning(bundle)) {
            return known;
        }
        try {
            return Optional.of(of(bundle));
        } catch (IllegalStateException stopping) {
            log.log(DEBUG, "nothing to unload", stopping);
            return Optional.empty();
        }
    }

    /** Returns the view of a bundle that has one, also while it stops. */
    Optional<OwnerRegistrar> known(long bundleId) {
        Bundle bundle = bundle(bundleId);
        Optional<Bundle> found = bundle == null // uninstalled, but it may not have stopped yet
                ? starts.keySet().stream()
                        .filter(each -> each.getBundleId() == bundleId)
                        .findFirst()
                : Optional.of(bundle);
        return found.map(starts::get).map(Start::owner);
    }

    /** Returns null if it is not there, or if the registrar has stopped. */
    private @Nullable Bundle bundle(long id) {
        try {
            return own.getBundle(id);
        } catch (IllegalStateException stopped) {
            log.log(DEBUG, "nothing to unload any more", stopped);
            return null;
        }
    }

    /** The thread is that of the bundle, which need not be allowed to get at contexts. */
    @SuppressWarnings("removal") // where permissions are enforced there is no other way
    private static @Nullable BundleContext context(Bundle bundle) {
        return AccessController.doPrivileged((PrivilegedAction<@Nullable BundleContext>) bundle::getBundleContext);
    }

    private static boolean isRunning(Bundle bundle) {
        return (bundle.getState() & (Bundle.STARTING | Bundle.ACTIVE)) != 0;
    }

    @Override
    public NetworkModuleRegistrar getService(Bundle bundle, ServiceRegistration<NetworkModuleRegistrar> registration) {
        return of(bundle);
    }

    /**
     * A bundle that merely releases the service keeps what it has registered. The framework releases it for a bundle
     * that has stopped; then this is the net where a hook hides from the registrar that bundles stop.
     */
    @Override
    public void ungetService(
            Bundle bundle, ServiceRegistration<NetworkModuleRegistrar> registration, NetworkModuleRegistrar service) {
        if (!isRunning(bundle)) {
            end(bundle);
        }
    }

    /** Comes twice where hooks are, see {@link StoppingHook}; the second time there is nothing new to do. */
    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING) {
            end(event.getBundle());
        }
    }

    /**
     * Begins the end of what a stopping bundle has registered; waits at once only if no later moment can be had for
     * it.
     */
    private void end(Bundle bundle) {
        Start start = starts.get(bundle);
        if (start == null) {
            return;
        }
        boolean isComplete = false;
        try {
            isComplete = end(bundle, start);
        } finally {
            if (!isComplete && !afterStop.follow(bundle, start.context())) {
                await(bundle);
            }
        }
    }

    /**
     * On the thread that stops the bundle: before this returns no call is inside, and what the bundle registered is
     * cleaned up.
     */
    private void await(Bundle bundle) {
        Start start = starts.get(bundle);
        if (start == null) {
            return;
        }
        try {
            new LastWait(start.owner()::unload, log).await();
        } catch (IllegalStateException inside) {
            // The framework would swallow it, and the stop goes on anyway.
            log.log(
                    ERROR,
                    start.owner() + ": expected to be unloaded before their bundle has stopped, but this thread is"
                            + " inside one of their callbacks or calls. They are unloaded when it returns",
                    inside);
        } finally {
            starts.remove(bundle, start);
        }
    }

    /** Lets nothing new begin; forgets the view if nothing is left of it, and returns whether that is so. */
    private boolean end(Bundle bundle, Start start) {
        boolean isComplete = start.owner().unload().isComplete();
        if (isComplete) {
            starts.remove(bundle, start);
        }
        return isComplete;
    }

    /**
     * One start of a bundle.
     *
     * @param owner its view
     * @param context its context; kept, because after a failed {@code start()} Equinox closes it and makes a new one
     */
    private record Start(OwnerRegistrar owner, @Nullable BundleContext context) {}
}
