// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import java.util.Collection;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.hooks.bundle.EventHook;

/**
 * Tells bundle listeners of a stop before all others are told, those of Declarative Services among them. Loaded only
 * where the package of hooks is: the import is optional.
 */
final class StoppingHook implements EventHook {
    private final List<SynchronousBundleListener> first;

    StoppingHook(List<SynchronousBundleListener> first) {
        this.first = List.copyOf(first);
    }

    /** Hides nothing. */
    @Override
    public void event(BundleEvent event, Collection<BundleContext> contexts) {
        if (event.getType() == BundleEvent.STOPPING) {
            first.forEach(listener -> listener.bundleChanged(event));
        }
    }
}
