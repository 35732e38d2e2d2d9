// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/**
 * Tells when a {@code stop()} was over, also one that is a part of an update.
 *
 * <p>Its begin is the caller's to take: when a bundle is about to stop, the registrar may wait for its modules before
 * this listener hears of it.
 */
final class Stops implements SynchronousBundleListener {
    private final Map<Bundle, Long> stopped = new ConcurrentHashMap<>();

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPED) {
            stopped.put(event.getBundle(), System.nanoTime());
        }
    }

    /** Returns the time from the given one to the end of the bundle's last stop. */
    long nanosSince(long start, Bundle bundle) {
        Long end = stopped.get(bundle);
        if (end == null) {
            throw new IllegalStateException(bundle + ": expected a bundle that was stopped, but it was not");
        }
        return end - start;
    }
}
