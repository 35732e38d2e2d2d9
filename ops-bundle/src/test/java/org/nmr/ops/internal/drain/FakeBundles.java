// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.nmr.testkit.Fake;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;

/** Bundles that are there, wired as the test wants. */
final class FakeBundles implements Wiring {
    private final Map<Long, Bundle> bundles = new TreeMap<>();
    private final Map<Long, Integer> states = new TreeMap<>();
    private final Map<Long, List<Long>> uses = new TreeMap<>();

    Bundle bundle(long id) {
        Bundle known = bundles.get(id);
        return known == null ? named(id, "b" + id) : known;
    }

    Bundle named(long id, String name) {
        states.put(id, Bundle.ACTIVE);
        Bundle made = Fake.of(
                Bundle.class,
                Map.of(
                        "getBundleId", args -> id,
                        "getSymbolicName", args -> name,
                        "getVersion", args -> new Version(1, 0, 0),
                        "getState", args -> states.get(id),
                        "getLocation", args -> "fake:" + id,
                        "toString", args -> name + " [" + id + "]"));
        bundles.put(id, made);
        return made;
    }

    List<Bundle> all(long... ids) {
        return LongStream.of(ids).mapToObj(this::bundle).toList();
    }

    void state(long id, int state) {
        states.put(id, state);
    }

    /** One uses packages of others, so it stops when they are refreshed. */
    void uses(long user, Long... used) {
        bundle(user);
        uses.put(user, List.of(used));
    }

    BundleContext context() {
        return Fake.of(
                BundleContext.class,
                Map.of("getBundles", args -> bundles.values().toArray(Bundle[]::new)));
    }

    @Override
    public List<Bundle> closure(Collection<Bundle> named) {
        return Stream.concat(
                        named.stream(),
                        uses.entrySet().stream()
                                .filter(each -> named.stream()
                                        .anyMatch(bundle -> each.getValue().contains(bundle.getBundleId())))
                                .map(each -> bundle(each.getKey())))
                .distinct()
                .toList();
    }

    @Override
    public List<Long> wiredTo(Bundle bundle) {
        return uses.getOrDefault(bundle.getBundleId(), List.of());
    }
}
