// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.client;

import java.util.Dictionary;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.nmr.sample.support.Counters;
import org.nmr.testkit.Fake;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** A bundle context that knows framework properties and keeps the counters that are registered. */
final class FakeContext {
    final Map<String, LongSupplier> counters = new TreeMap<>();
    private final Map<String, String> properties;

    FakeContext(Map<String, String> properties) {
        this.properties = properties;
    }

    BundleContext context() {
        return Fake.strict(
                BundleContext.class,
                "the client does without it",
                Map.of("getProperty", args -> properties.get(args[0]), "registerService", this::register));
    }

    private Object register(Object[] args) {
        String name = (String) ((Dictionary<?, ?>) args[2]).get(Counters.NAME);
        LongSupplier counter = (LongSupplier) args[1];
        counters.put(name, counter);
        return Fake.of(ServiceRegistration.class, Map.of("unregister", ignored -> {
            counters.remove(name, counter);
            return null;
        }));
    }
}
