// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.registrar;

import java.util.Objects;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.benchmarks.peers.work.Peer;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Offers the peer to the harness. */
public final class RegistrarActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        ServiceReference<NetworkModuleRegistrar> reference =
                Objects.requireNonNull(context.getServiceReference(NetworkModuleRegistrar.class));
        NetworkModuleRegistrar registrar = Objects.requireNonNull(context.getService(reference));
        context.registerService(Peer.class, new RegistrarPeer(registrar::openModule), null);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework unregisters it, and the registrar unloads the modules
    }
}
