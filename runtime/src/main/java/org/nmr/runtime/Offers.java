// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.resource.Namespace;

/**
 * What the bundles of a framework offer at one moment, and what those that are not resolved lack. Each requirement is
 * compared once with what is offered, however many bundles wait for each other. Confined to one thread.
 */
final class Offers {
    /** What tells that nothing has changed. */
    private final List<Object> present;

    private final Map<String, List<BundleCapability>> capabilities = new HashMap<>();

    /** What the bundles that are not resolved must have. */
    private final Map<Bundle, List<Need>> needs = new HashMap<>();

    /** Those of these bundles that lack something, or need one that does. */
    private final Set<Bundle> lacking = new HashSet<>();

    /**
     * One requirement.
     *
     * @param requirement the requirement
     * @param matching what meets it if its bundle can be resolved
     */
    record Need(BundleRequirement requirement, List<BundleCapability> matching) {}

    private Offers(List<Object> present) {
        this.present = present;
    }

    /** Returns what is offered now; the given one if nothing has changed. */
    static Offers of(BundleContext context, Offers before) {
        Bundle[] bundles = context.getBundles();
        List<Object> present = present(bundles);
        return present.equals(before.present) ? before : of(bundles, present);
    }

    /** Returns what is offered before the first look. */
    static Offers none() {
        return new Offers(List.of());
    }

    private static Offers of(Bundle[] bundles, List<Object> present) {
        Offers offers = new Offers(present);
        Stream.of(bundles).forEach(offers::add);
        Stream.of(bundles).filter(bundle -> !isResolved(bundle)).forEach(offers::addNeeds);
        offers.findLacking();
        return offers;
    }

    private static List<Object> present(Bundle[] bundles) {
        return Stream.of(bundles)
                .<Object>map(bundle -> List.of(bundle.getBundleId(), bundle.getLastModified(), bundle.getState()))
                .toList();
    }

    private static boolean isResolved(Bundle bundle) {
        return (bundle.getState() & (Bundle.INSTALLED | Bundle.UNINSTALLED)) == 0;
    }

    private void add(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision != null) {
            for (BundleCapability each : revision.getDeclaredCapabilities(null)) {
                capabilities
                        .computeIfAbsent(each.getNamespace(), namespace -> new ArrayList<>())
                        .add(each);
            }
        }
    }

    private void addNeeds(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision != null) {
            needs.put(
                    bundle,
                    revision.getDeclaredRequirements(null).stream()
                            .filter(Offers::isMandatory)
                            .map(requirement -> new Need(requirement, matching(requirement)))
                            .toList());
        }
    }

    private static boolean isMandatory(BundleRequirement requirement) {
        Map<String, String> directives = requirement.getDirectives();
        return Namespace.RESOLUTION_MANDATORY.equals(directives.getOrDefault(
                        Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE, Namespace.RESOLUTION_MANDATORY))
                && Namespace.EFFECTIVE_RESOLVE.equals(directives.getOrDefault(
                        Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, Namespace.EFFECTIVE_RESOLVE));
    }

    private List<BundleCapability> matching(BundleRequirement requirement) {
        return of(requirement.getNamespace()).stream()
                .filter(requirement::matches)
                .toList();
    }

    /** Begins with those that lack something, and goes on with those that need one of them. */
    private void findLacking() {
        Map<Bundle, Set<Bundle>> dependents = dependents();
        Deque<Bundle> open = new ArrayDeque<>(needs.keySet());
        while (!open.isEmpty()) {
            Bundle bundle = open.remove();
            if (!lacks(bundle).isEmpty() && lacking.add(bundle)) {
                open.addAll(dependents.getOrDefault(bundle, Set.of()));
            }
        }
    }

    /** Returns who needs something of a bundle. */
    private Map<Bundle, Set<Bundle>> dependents() {
        Map<Bundle, Set<Bundle>> dependents = new HashMap<>();
        needs.forEach((bundle, all) -> all.stream()
                .flatMap(need -> need.matching().stream())
                .forEach(capability -> dependents
                        .computeIfAbsent(capability.getRevision().getBundle(), offering -> new HashSet<>())
                        .add(bundle)));
        return dependents;
    }

    /** Whether a bundle offers it that lacks nothing; those of a cycle do not hold up each other. */
    private boolean isMet(Need need) {
        return need.matching().stream()
                .anyMatch(
                        capability -> !lacking.contains(capability.getRevision().getBundle()));
    }

    /** Returns what is offered of one kind. */
    List<BundleCapability> of(String namespace) {
        return capabilities.getOrDefault(namespace, List.of());
    }

    /** Returns what a bundle lacks that is not resolved; nothing if it can be. */
    List<Need> lacks(Bundle bundle) {
        return needs.getOrDefault(bundle, List.of()).stream()
                .filter(need -> !isMet(need))
                .toList();
    }
}
