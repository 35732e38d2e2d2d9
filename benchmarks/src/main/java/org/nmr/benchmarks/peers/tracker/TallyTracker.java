// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.tracker;

import org.nmr.benchmarks.peers.work.Tally;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** One client. */
final class TallyTracker extends ServiceTracker<Tally, Tally> {
    TallyTracker(BundleContext context) {
        super(context, Tally.class, null);
    }

    @Override
    public Tally addingService(ServiceReference<Tally> reference) {
        Tally tally = super.addingService(reference);
        tally.bind();
        return tally;
    }

    @Override
    public void removedService(ServiceReference<Tally> reference, Tally tally) {
        tally.unbind();
        super.removedService(reference, tally);
    }
}
