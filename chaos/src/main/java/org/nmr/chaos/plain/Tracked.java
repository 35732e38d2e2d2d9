// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.plain;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.nmr.chaos.service.Desk;
import org.nmr.chaos.shared.Count;
import org.osgi.framework.ServiceException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** Has all services by a tracker, and calls each once more when it goes. */
final class Tracked implements Source {
    private final ServiceTracker<Desk, Desk> tracker;

    Tracked(Branch branch) {
        tracker = new ServiceTracker<>(branch.context(), Desk.class, null) {
            @Override
            public void removedService(ServiceReference<Desk> reference, Desk desk) {
                try {
                    desk.serve(Customer.way(desk), Clerk.QUIET);
                    branch.ledger().count(Count.DRAINED_GOODBYES);
                } catch (ServiceException gone) {
                    branch.ledger().count(Count.DRAINED_REFUSED);
                } finally {
                    super.removedService(reference, desk);
                }
            }
        };
        tracker.open();
    }

    @Override
    public @Nullable Loan get(SplittableRandom random) {
        Object[] all = tracker.getServices();
        return all == null ? null : new Loan((Desk) all[random.nextInt(all.length)], () -> {});
    }

    @Override
    public void close() {
        tracker.close();
    }
}
