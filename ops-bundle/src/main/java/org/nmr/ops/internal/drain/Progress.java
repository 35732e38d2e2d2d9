// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nmr.ops.DrainStepDTO;

/**
 * How far the nodes of a graph are. Its monitor guards all fields; nothing foreign runs under it.
 *
 * <pre>
 * WAITING ── all before it are complete ──► BEGUN ── its ends are complete ──► COMPLETE
 *                                             └──── something was thrown ────► FAILED
 * </pre>
 *
 * A node that is COMPLETE or FAILED runs until it is passed on: until the listener was told, or is late.
 */
final class Progress {
    /** The state of a node. */
    enum State {
        WAITING,
        BEGUN,
        COMPLETE,
        FAILED
    }

    private final List<DrainGraph.Node> nodes;
    private final List<List<Integer>> behind = new ArrayList<>();
    private final Map<Long, Set<Integer>> ofBundle = new HashMap<>();
    private final State[] states;
    private final boolean[] hasWaited;

    /** Whether it has failed before anything of it has ended. */
    private final boolean[] isAsBefore;

    private final @Nullable Throwable[] failures;

    /** How many of those before a node are not complete. */
    private final int[] missing;

    private final boolean[] isPassedOn;

    /** Whether it was over at a look, and the listener had not returned. */
    private final boolean[] isLate;

    /** Whether the first nodes have begun. */
    private boolean isStarted;

    /** How many have begun and are not passed on. */
    private int running;

    /** Nothing begins afterwards. */
    private boolean over;

    Progress(List<DrainGraph.Node> nodes) {
        this.nodes = nodes;
        states = new State[nodes.size()];
        hasWaited = new boolean[nodes.size()];
        isAsBefore = new boolean[nodes.size()];
        failures = new @Nullable Throwable[nodes.size()];
        missing = new int[nodes.size()];
        isPassedOn = new boolean[nodes.size()];
        isLate = new boolean[nodes.size()];
        nodes.forEach(node -> behind.add(new ArrayList<>()));
        for (int i = 0; i < nodes.size(); i++) {
            states[i] = State.WAITING;
            missing[i] = nodes.get(i).before().size();
            for (DrainStepDTO step : nodes.get(i).steps()) {
                ofBundle.computeIfAbsent(step.bundle, key -> new TreeSet<>()).add(i);
            }
            for (int before : nodes.get(i).before()) {
                behind.get(before).add(i);
            }
        }
    }

    /** Begins all that wait for no other; returns their numbers. */
    synchronized List<Integer> begin() {
        isStarted = true;
        return begin(IntStream.range(0, nodes.size()).boxed().toList());
    }

    /** The ends of a node are complete, whatever the listener does; {@link #passOn} comes next. */
    synchronized void complete(int node, boolean waited) {
        states[node] = State.COMPLETE;
        hasWaited[node] = waited;
    }

    /** No thread could be started for a node; {@link #fail} comes next. */
    synchronized void notBegun(int node) {
        isAsBefore[node] = true;
    }

    /** Those behind it never begin; {@link #passOn} comes next. */
    synchronized void fail(int node, Throwable failure) {
        states[node] = State.FAILED;
        failures[node] = failure;
    }

    /** Begins, once, all that wait for no other when a node is over; returns their numbers. */
    synchronized List<Integer> passOn(int node) {
        if (isPassedOn[node]) {
            return List.of();
        }
        isPassedOn[node] = true;
        running--;
        if (states[node] != State.COMPLETE) {
            return List.of();
        }
        behind.get(node).forEach(each -> missing[each]--);
        return begin(behind.get(node));
    }

    /** Does so for the nodes that were over at the last look, too: the listener does not return. */
    synchronized List<Integer> passOnLate() {
        List<Integer> begun = new ArrayList<>();
        for (int i = 0; i < states.length; i++) {
            boolean isOver = states[i] == State.COMPLETE || states[i] == State.FAILED;
            if (isOver && isLate[i]) {
                begun.addAll(passOn(i));
            }
            isLate[i] = isOver;
        }
        return begun;
    }

    private List<Integer> begin(Collection<Integer> candidates) {
        List<Integer> ready = candidates.stream()
                .filter(each -> !over && missing[each] == 0 && states[each] == State.WAITING)
                .toList();
        ready.forEach(each -> states[each] = State.BEGUN);
        running += ready.size();
        return ready;
    }

    /** Whether nothing runs, so that nothing will begin any more. */
    synchronized boolean isIdle() {
        return isStarted && running == 0;
    }

    /** Lets nothing begin any more; returns whether that is new. */
    synchronized boolean end() {
        boolean isNew = !over;
        over = true;
        return isNew;
    }

    synchronized State state(int node) {
        return states[node];
    }

    /** Whether an end of a bundle has begun. */
    synchronized boolean hasBegun(long bundle) {
        return of(bundle).stream().anyMatch(each -> states[each] != State.WAITING && !isAsBefore[each]);
    }

    /** Whether the bundle is unloaded. */
    synchronized boolean isComplete(long bundle) {
        return of(bundle).stream().allMatch(each -> states[each] == State.COMPLETE);
    }

    /** Whether a thread had to wait for the unload. */
    synchronized boolean hasWaited(long bundle) {
        return of(bundle).stream().anyMatch(each -> hasWaited[each]);
    }

    /** Returns what was thrown by a step of the bundle, or by one that it waits for; null if nothing was. */
    synchronized @Nullable Throwable failure(long bundle) {
        for (int each : withAllBefore(bundle)) {
            if (failures[each] != null) {
                return failures[each];
            }
        }
        return null;
    }

    /** Returns the bundles with an end that has begun and is not complete. */
    synchronized Set<Long> running() {
        Set<Long> bundles = new TreeSet<>();
        for (int i = 0; i < states.length; i++) {
            if (states[i] == State.BEGUN) {
                nodes.get(i).steps().forEach(step -> bundles.add(step.bundle));
            }
        }
        return bundles;
    }

    /** Returns those of {@link #running} for which the end of a bundle waits. */
    synchronized Set<Long> runningBefore(long bundle) {
        Set<Long> bundles = new TreeSet<>();
        for (int each : withAllBefore(bundle)) {
            if (states[each] == State.BEGUN) {
                nodes.get(each).steps().forEach(step -> bundles.add(step.bundle));
            }
        }
        return bundles;
    }

    private Set<Integer> of(long bundle) {
        return ofBundle.getOrDefault(bundle, Set.of());
    }

    private Set<Integer> withAllBefore(long bundle) {
        Set<Integer> all = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(of(bundle));
        while (!open.isEmpty()) {
            int each = open.pop();
            if (all.add(each)) {
                open.addAll(nodes.get(each).before());
            }
        }
        return all;
    }
}
