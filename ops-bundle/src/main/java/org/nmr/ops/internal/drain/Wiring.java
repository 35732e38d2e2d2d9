// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** Which bundles use which, as the framework has wired them. */
interface Wiring {
    /**
     * Returns the bundles that a refresh would stop, by id. Felix takes its global lock for the answer, so it is to be
     * asked before a thread waits for anything.
     */
    List<Bundle> closure(Collection<Bundle> bundles);

    /** Returns the ids of the bundles whose packages or capabilities a bundle uses. */
    List<Long> wiredTo(Bundle bundle);

    /** Returns that of the framework. */
    static Wiring of(BundleContext context) {
        FrameworkWiring framework =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        return new Wiring() {
            @Override
            public List<Bundle> closure(Collection<Bundle> bundles) {
                return framework.getDependencyClosure(bundles).stream()
                        .filter(bundle -> bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID)
                        .filter(bundle -> bundle.getState() != Bundle.UNINSTALLED)
                        .sorted(Comparator.comparingLong(Bundle::getBundleId))
                        .toList();
            }

            @Override
            public List<Long> wiredTo(Bundle bundle) {
                BundleWiring wiring = bundle.adapt(BundleWiring.class);
                return wiring == null || !wiring.isInUse()
                        ? List.of()
                        : wiring.getRequiredWires(null).stream()
                                .map(wire -> wire.getProvider().getBundle().getBundleId())
                                .filter(id -> id != bundle.getBundleId())
                                .distinct()
                                .sorted()
                                .toList();
            }
        };
    }
}
