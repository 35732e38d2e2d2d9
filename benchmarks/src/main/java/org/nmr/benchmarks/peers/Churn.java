// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nmr.benchmarks.Samples;
import org.nmr.benchmarks.peers.work.Mesh;
import org.nmr.benchmarks.peers.work.Tally;

/** Attaches and detaches all bindings of a mesh again and again, and checks each time that all of them did. */
final class Churn {
    /** So many bindings a busy machine's compiler should have seen before it counts. */
    private static final long WARM_UP = 300_000;

    private static final int PASSES = 20;

    private final Mesh mesh;
    private final long bindings;
    private final List<Long> attaches = new ArrayList<>();
    private final List<Long> detaches = new ArrayList<>();

    private Churn(Mesh mesh, long bindings) {
        this.mesh = mesh;
        this.bindings = bindings;
    }

    /** Returns the medians, in nanoseconds per binding. */
    static Map<String, Double> measure(String key, Mesh mesh, long bindings, Effort effort) {
        Churn churn = new Churn(mesh, bindings);
        effort.warmUp(Math.toIntExact(Math.max(1, WARM_UP / bindings)), churn::pass);
        churn.attaches.clear();
        churn.detaches.clear();
        effort.repeat(PASSES, churn::pass);
        return Map.of(
                key + "/attach", churn.perBinding(churn.attaches), key + "/detach", churn.perBinding(churn.detaches));
    }

    private void pass() {
        long begin = System.nanoTime();
        mesh.attach();
        attaches.add(System.nanoTime() - begin);
        Tally.require(bindings, mesh.bound());
        begin = System.nanoTime();
        mesh.detach();
        detaches.add(System.nanoTime() - begin);
        Tally.require(0, mesh.bound());
    }

    private double perBinding(List<Long> nanos) {
        return (double) new Samples(nanos).median() / bindings;
    }
}
