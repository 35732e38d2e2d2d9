// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.reach;

import java.util.Objects;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.benchmarks.peers.work.Node;
import org.nmr.reach.RemoteNpi;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Lets the NPI leave the framework, and offers the node to the harness. */
public final class ReachActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        ServiceReference<NetworkModuleRegistrar> reference =
                Objects.requireNonNull(context.getServiceReference(NetworkModuleRegistrar.class));
        NetworkModuleRegistrar registrar = Objects.requireNonNull(context.getService(reference));
        context.registerService(RemoteNpi.class, () -> EchoNode.NPI, null);
        context.registerService(Node.class, new EchoNode(registrar), null);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework unregisters the services, and the registrar unloads the modules
    }
}
