// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests.support;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** What a sample bundle counts in one of its starts; readable after its stop, too. */
public final class Counters {
    private static final String NAME = "nmr.sample.counter";

    private final Map<String, LongSupplier> counters = new TreeMap<>();

    private Counters() {}

    /** Returns the counters that a started bundle publishes now. */
    public static Counters of(Bundle bundle, BundleContext reader) {
        Counters found = new Counters();
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        for (ServiceReference<?> service : services == null ? new ServiceReference<?>[0] : services) {
            if (service.getProperty(NAME) instanceof String name) {
                found.counters.put(name, (LongSupplier) reader.getService(service));
            }
        }
        return found;
    }

    /** Returns the present value of a counter. */
    public long get(String name) {
        LongSupplier counter = counters.get(name);
        if (counter == null) {
            throw new AssertionError("expected a counter \"" + name + "\" among " + counters.keySet());
        }
        return counter.getAsLong();
    }

    /** Waits until a counter has grown by that much. */
    public void awaitMore(String name, int more) {
        long enough = get(name) + more;
        Await.until(name + " has reached " + enough, () -> get(name) >= enough);
    }

    @Override
    public String toString() {
        Map<String, Long> values = new TreeMap<>();
        counters.forEach((name, counter) -> values.put(name, counter.getAsLong()));
        return values.toString();
    }
}
