// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos.plain;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A consumer; every second one has a tracker, the others get and release services for each call. */
public final class ConsumerActivator implements BundleActivator {
    private @Nullable Branch branch;
    private @Nullable Source source;

    @Override
    public void start(BundleContext context) {
        Branch begun = Branch.begin(context);
        Source opened = begun.slot() % 2 == 0 ? new Tracked(begun) : new Shelf(begun);
        branch = begun;
        source = opened;
        begun.world().employ(begun.life(), new Customer(begun, opened)::work);
    }

    /** A hasty one does not wait for its own threads, which may be inside a service. */
    @Override
    public void stop(BundleContext context) {
        if (branch == null || source == null) {
            return;
        }
        if (Choice.STOP_HASTILY.isMade(branch.script())) {
            branch.life().dismiss();
        } else {
            branch.life().retire();
        }
        source.close();
    }
}
