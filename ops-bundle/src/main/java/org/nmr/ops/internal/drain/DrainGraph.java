// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.diagnostics.RegistrarDTO;
import org.nmr.diagnostics.RegistrationDTO;
import org.nmr.ops.DrainStepDTO;

/**
 * What ends before what. Immutable.
 *
 * <p>The registrations that a module has in one role end together. Those of its providers end before those of its
 * clients, because a call that has come in over a provider may go on over a client. A client ends before the provider
 * that it is attached to. What is part of a cycle ends together. Last comes the unload of each bundle.
 */
final class DrainGraph {
    private static final String PROVIDER = "provider";
    private static final String CLIENT = "client";

    private final List<Node> nodes;

    /**
     * One that begins as a whole.
     *
     * @param steps what ends then
     * @param before the numbers of those that must be complete before it begins
     * @param round the length of the longest chain that leads to it, from 1 on; 0 for the unload of a bundle without
     *     registrations
     */
    record Node(List<DrainStepDTO> steps, Set<Integer> before, int round) {
        boolean isUnload() {
            return steps.size() == 1 && steps.get(0).role.isEmpty();
        }
    }

    /** The registrations that end in one step. */
    private record Part(long bundle, String name, String module, String role) {}

    private DrainGraph(List<Node> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /** Returns the nodes, each behind those that it waits for. */
    List<Node> nodes() {
        return nodes;
    }

    /**
     * Orders the ends of bundles.
     *
     * @param bundles the symbolic names by the ids of the bundles
     */
    static DrainGraph of(RegistrarDTO registrar, Map<Long, String> bundles) {
        Map<Part, List<Long>> parts = new LinkedHashMap<>();
        Map<Long, Part> partOf = new HashMap<>();
        for (RegistrationDTO each : registrar.registrations) {
            if (bundles.containsKey(each.owner.bundle)) {
                Part part = new Part(each.owner.bundle, each.owner.name, each.owner.module, each.role);
                parts.computeIfAbsent(part, key -> new ArrayList<>()).add(each.id);
                partOf.put(each.id, part);
            }
        }
        List<Part> numbered = List.copyOf(parts.keySet());
        Map<Part, Integer> numbers = new HashMap<>();
        numbered.forEach(part -> numbers.put(part, numbers.size()));
        List<Set<Integer>> next = Stream.generate(() -> (Set<Integer>) new LinkedHashSet<Integer>())
                .limit(numbered.size())
                .toList();
        numbered.stream()
                .filter(part -> part.role().equals(PROVIDER))
                .forEach(
                        part -> link(next, numbers, part, new Part(part.bundle(), part.name(), part.module(), CLIENT)));
        for (BindingDTO binding : registrar.bindings) {
            Part client = partOf.get(binding.client.registrationId);
            Part provider = partOf.get(binding.provider.registrationId);
            if (client != null && provider != null) {
                link(next, numbers, client, provider);
            }
        }
        List<DrainStepDTO> steps = parts.entrySet().stream()
                .map(each -> step(each.getKey(), each.getValue()))
                .toList();
        return new DrainGraph(nodes(steps, next, bundles));
    }

    private static void link(List<Set<Integer>> next, Map<Part, Integer> numbers, Part first, Part second) {
        Integer from = numbers.get(first);
        Integer to = numbers.get(second);
        if (from != null && to != null) {
            next.get(from).add(to);
        }
    }

    private static DrainStepDTO step(Part part, List<Long> registrations) {
        DrainStepDTO step = new DrainStepDTO();
        step.bundle = part.bundle();
        step.name = part.name();
        step.module = part.module();
        step.role = part.role();
        step.registrations = List.copyOf(registrations);
        return step;
    }

    private static List<Node> nodes(List<DrainStepDTO> steps, List<Set<Integer>> next, Map<Long, String> bundles) {
        List<List<Integer>> groups = Components.of(next);
        int[] groupOf = new int[steps.size()];
        for (int i = 0; i < groups.size(); i++) {
            for (int member : groups.get(i)) {
                groupOf[member] = i;
            }
        }
        List<Set<Integer>> before = Stream.generate(() -> (Set<Integer>) new TreeSet<Integer>())
                .limit(groups.size())
                .toList();
        for (int from = 0; from < next.size(); from++) {
            for (int to : next.get(from)) {
                if (groupOf[from] != groupOf[to]) {
                    before.get(groupOf[to]).add(groupOf[from]);
                }
            }
        }
        List<Node> nodes = new ArrayList<>();
        Map<Long, Set<Integer>> ofBundle = new HashMap<>();
        for (int i = 0; i < groups.size(); i++) {
            List<DrainStepDTO> members = groups.get(i).stream().map(steps::get).toList();
            int group = i;
            members.forEach(step -> ofBundle.computeIfAbsent(step.bundle, key -> new TreeSet<>())
                    .add(group));
            nodes.add(new Node(members, Set.copyOf(before.get(i)), 1 + round(nodes, before.get(i))));
        }
        bundles.forEach((id, name) -> {
            Set<Integer> own = ofBundle.getOrDefault(id, Set.of());
            nodes.add(new Node(List.of(unload(id, name)), Set.copyOf(own), round(nodes, own)));
        });
        return nodes;
    }

    private static int round(List<Node> nodes, Collection<Integer> before) {
        return before.stream().mapToInt(each -> nodes.get(each).round()).max().orElse(0);
    }

    private static DrainStepDTO unload(long bundle, String name) {
        DrainStepDTO step = new DrainStepDTO();
        step.bundle = bundle;
        step.name = name;
        return step;
    }
}
