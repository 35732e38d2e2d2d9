// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static java.lang.System.Logger.Level.ERROR;

import java.util.concurrent.ConcurrentHashMap;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.registrar.core.OwnerRegistrar;
import org.nmr.registrar.core.Registrar;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;

/**
 * The owners of modules: gives each bundle a view of its own, so that nobody can register in another's name, and unloads
 * what a bundle leaves behind.
 *
 * <p>The nets are called on the stopping thread: first the STOPPING event, before the bundle's own {@code stop()}, while
 * its services and context still work; last the release of the service, which begins the end of what came later.
 * Both find nothing left to do if the module has unloaded itself.
 */
final class BundleOwners implements ServiceFactory<NetworkModuleRegistrar>, SynchronousBundleListener {
    private final Registrar registrar;
    private final System.Logger log;

    /**
     * The views of bundles in their present start. A view stays here until its end is over, so that the framework's thread
     * finds it and waits, even if a thread of the bundle has begun the end before.
     */
    private final ConcurrentHashMap<Bundle, OwnerRegistrar> owners = new ConcurrentHashMap<>();

    BundleOwners(Registrar registrar, System.Logger log) {
        this.registrar = registrar;
        this.log = log;
    }

    /**
     * Returns the bundle's view.
     *
     * @throws IllegalStateException if the bundle or the registrar is stopping or stopped
     */
    OwnerRegistrar of(Bundle bundle) {
        OwnerRegistrar owner = owners.computeIfAbsent(bundle, key -> registrar.open(BundleNames.owner(key)));
        // Looked at after the insertion: a stop that the check misses finds the view in the map.
        if (!isRunning(bundle)) {
            owner.unload(); // lets nothing new begin; the waiting is the framework's, this may be a thread of the
            // bundle
            forgetIfOver(bundle, owner);
            throw new IllegalStateException(
                    BundleNames.owner(bundle) + ": expected a started bundle, but it is stopping or stopped");
        }
        return owner;
    }

    private static boolean isRunning(Bundle bundle) {
        return (bundle.getState() & (Bundle.STARTING | Bundle.ACTIVE)) != 0;
    }

    @Override
    public NetworkModuleRegistrar getService(Bundle bundle, ServiceRegistration<NetworkModuleRegistrar> registration) {
        return of(bundle);
    }

    /**
     * A bundle that merely releases the service keeps what it has registered. In the last net the framework releases it for a bundle
     * that is stopping; that may also be a thread of the bundle, which must not wait for itself.
     */
    @Override
    public void ungetService(
            Bundle bundle, ServiceRegistration<NetworkModuleRegistrar> registration, NetworkModuleRegistrar service) {
        OwnerRegistrar owner = owners.get(bundle);
        if (owner != null && !isRunning(bundle)) {
            owner.unload();
            forgetIfOver(bundle, owner);
        }
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING) {
            unload(event.getBundle());
        }
    }

    private void unload(Bundle bundle) {
        OwnerRegistrar owner = owners.get(bundle);
        if (owner == null) {
            return;
        }
        try {
            owner.unload().await();
        } catch (IllegalStateException inside) {
            // The framework would swallow it, and the stop goes on anyway.
            log.log(
                    ERROR,
                    owner + " are unloaded only when the running callback or call returns, after their bundle",
                    inside);
        }
        owners.remove(bundle, owner);
    }

    private void forgetIfOver(Bundle bundle, OwnerRegistrar owner) {
        if (owner.unload().isComplete()) {
            owners.remove(bundle, owner);
        }
    }
}
