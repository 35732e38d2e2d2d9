// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The counters that the samples publish. Each start of a sample publishes new ones, which begin at 0; all of them are
 * kept, and read when their bundle has long stopped.
 */
final class PublishedCounters extends ServiceTracker<LongSupplier, LongSupplier> {
    private static final String NAME = "nmr.sample.counter";

    private final List<Counter> all = new CopyOnWriteArrayList<>();

    /**
     * One of them.
     *
     * @param bundle the symbolic name of the bundle that publishes it
     * @param name what it counts
     * @param value reads it
     */
    private record Counter(String bundle, String name, LongSupplier value) {}

    PublishedCounters(BundleContext context) {
        super(context, LongSupplier.class, null);
    }

    @Override
    public LongSupplier addingService(ServiceReference<LongSupplier> reference) {
        LongSupplier value = super.addingService(reference);
        if (reference.getProperty(NAME) instanceof String name) {
            all.add(new Counter(reference.getBundle().getSymbolicName(), name, value));
        }
        return value;
    }

    /** Returns the sum over all starts of the bundle. */
    long sum(String bundle, String name) {
        return all.stream()
                .filter(counter ->
                        counter.bundle().equals(bundle) && counter.name().equals(name))
                .mapToLong(counter -> counter.value().getAsLong())
                .sum();
    }
}
