// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nmr.benchmarks.peers.work.Mesh;
import org.nmr.benchmarks.peers.work.Peer;
import org.nmr.benchmarks.peers.work.Shape;

/** How long does it take to attach and to detach one binding? */
final class ChurnPart implements Part<Kind> {
    @Override
    public String id() {
        return "churn";
    }

    @Override
    public String title() {
        return "Churn";
    }

    @Override
    public List<Kind> contenders() {
        return List.of(Kind.values());
    }

    @Override
    public List<Block> blocks(Effort effort) {
        return effort.shapes().stream()
                .map(shape -> Block.churn("clients x providers: " + shape + ", ns per binding", shape.toString()))
                .toList();
    }

    @Override
    public Map<String, Double> measure(Kind kind, Effort effort) throws Exception {
        Map<String, Double> figures = new HashMap<>();
        Peer peer = kind.open().peer();
        for (Shape shape : effort.shapes()) {
            try (Mesh mesh = peer.mesh(shape)) {
                figures.putAll(Churn.measure(shape.toString(), mesh, shape.bindings(), effort));
            }
        }
        return figures;
    }
}
