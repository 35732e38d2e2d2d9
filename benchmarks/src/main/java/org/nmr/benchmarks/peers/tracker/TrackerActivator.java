// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.tracker;

import org.nmr.benchmarks.peers.work.Peer;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Offers the peer to the harness. */
public final class TrackerActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        context.registerService(Peer.class, new TrackerPeer(context), null);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework unregisters it
    }
}
