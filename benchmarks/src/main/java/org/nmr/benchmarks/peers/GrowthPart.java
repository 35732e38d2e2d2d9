// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nmr.benchmarks.peers.work.Mesh;
import org.nmr.benchmarks.peers.work.Peer;
import org.nmr.benchmarks.peers.work.Shape;

/** Does a binding take longer when much else is registered? */
final class GrowthPart implements Part<Kind> {
    private static final Shape SHAPE = new Shape(1, 10);

    @Override
    public String id() {
        return "growth";
    }

    @Override
    public String title() {
        return "Growth";
    }

    @Override
    public List<Kind> contenders() {
        return List.of(Kind.values());
    }

    @Override
    public List<Block> blocks(Effort effort) {
        return effort.unrelated().stream()
                .map(count -> Block.churn(
                        SHAPE + String.format(" beside %,d unrelated registrations, ns per binding", count),
                        String.valueOf(count)))
                .toList();
    }

    @Override
    public Map<String, Double> measure(Kind kind, Effort effort) throws Exception {
        Map<String, Double> figures = new HashMap<>();
        Peer peer = kind.open().peer();
        int registered = 0;
        for (int count : effort.unrelated()) {
            peer.registerUnrelated(count - registered);
            registered = count;
            try (Mesh mesh = peer.mesh(SHAPE)) {
                figures.putAll(Churn.measure(String.valueOf(count), mesh, SHAPE.bindings(), effort));
            }
        }
        return figures;
    }
}
