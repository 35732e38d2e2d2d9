// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the cycles of a directed graph, by the algorithm of Kosaraju: without recursion, because a chain may be long,
 * and in a time linear in its nodes and edges.
 */
final class Components {
    private final List<? extends Collection<Integer>> next;

    private Components(List<? extends Collection<Integer>> next) {
        this.next = next;
    }

    /**
     * Returns the nodes in groups: those of one cycle together, and each group behind all that lead to it.
     *
     * @param next the nodes behind each node
     */
    static List<List<Integer>> of(List<? extends Collection<Integer>> next) {
        return new Components(next).find();
    }

    private List<List<Integer>> find() {
        List<List<Integer>> previous = reversed();
        boolean[] taken = new boolean[next.size()];
        List<List<Integer>> groups = new ArrayList<>();
        for (int node : lastLeftFirst()) {
            List<Integer> group = new ArrayList<>();
            Deque<Integer> open = new ArrayDeque<>(List.of(node));
            while (!open.isEmpty()) {
                int each = open.pop();
                if (!taken[each]) {
                    taken[each] = true;
                    group.add(each);
                    open.addAll(previous.get(each));
                }
            }
            if (!group.isEmpty()) {
                groups.add(group.stream().sorted().toList());
            }
        }
        return groups;
    }

    private List<List<Integer>> reversed() {
        List<List<Integer>> previous = Stream.generate(() -> (List<Integer>) new ArrayList<Integer>())
                .limit(next.size())
                .toList();
        for (int node = 0; node < next.size(); node++) {
            for (int each : next.get(node)) {
                previous.get(each).add(node);
            }
        }
        return previous;
    }

    /** Returns the nodes in the opposite order to that in which a depth-first search leaves them. */
    private Iterable<Integer> lastLeftFirst() {
        Deque<Integer> left = new ArrayDeque<>();
        boolean[] seen = new boolean[next.size()];
        for (int root = next.size() - 1; root >= 0; root--) { // so that independent ones come out by their number
            search(root, seen, left);
        }
        return left;
    }

    private void search(int root, boolean[] seen, Deque<Integer> left) {
        Deque<Visit> path = new ArrayDeque<>();
        visit(root, seen, path);
        while (!path.isEmpty()) {
            Visit top = path.peek();
            if (top.rest().hasNext()) {
                visit(top.rest().next(), seen, path);
            } else {
                left.push(path.pop().node());
            }
        }
    }

    private void visit(int node, boolean[] seen, Deque<Visit> path) {
        if (!seen[node]) {
            seen[node] = true;
            path.push(new Visit(node, next.get(node).iterator()));
        }
    }

    private record Visit(int node, Iterator<Integer> rest) {}
}
