// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.util.List;
import java.util.Map;
import org.nmr.benchmarks.ClassHistogram;
import org.nmr.benchmarks.peers.work.Mesh;
import org.nmr.benchmarks.peers.work.Peer;
import org.nmr.benchmarks.peers.work.Shape;
import org.nmr.benchmarks.peers.work.Tally;

/** How many bytes does an idle binding keep? */
final class BytesPart implements Part<Kind> {
    @Override
    public String id() {
        return "bytes";
    }

    @Override
    public String title() {
        return "Bytes";
    }

    @Override
    public List<Kind> contenders() {
        return List.of(Kind.values());
    }

    @Override
    public List<Block> blocks(Effort effort) {
        return List.of(new Block(
                "clients x providers: " + effort.largest() + ", everything included, compressed references",
                List.of(
                        new Block.Column("binding", "bytes per binding"),
                        new Block.Column("all", "with its registration"))));
    }

    @Override
    public Map<String, Double> measure(Kind kind, Effort effort) throws Exception {
        Shape shape = effort.largest();
        Peer peer = kind.open().peer();
        try (Mesh first = peer.mesh(shape)) {
            first.attach(); // loads classes and fills caches
            first.detach();
            Tally.require(0, first.bound());
        }
        ClassHistogram before = ClassHistogram.take();
        try (Mesh mesh = peer.mesh(shape)) {
            ClassHistogram registered = ClassHistogram.take();
            mesh.attach();
            Tally.require(shape.bindings(), mesh.bound());
            ClassHistogram bound = ClassHistogram.take();
            return Map.of(
                    "binding",
                    perBinding(bound.minus(registered), shape),
                    "all",
                    perBinding(bound.minus(before), shape));
        }
    }

    private static double perBinding(ClassHistogram grown, Shape shape) {
        return (double) grown.total() / shape.bindings();
    }
}
