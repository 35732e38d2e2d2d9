// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.util.List;
import java.util.Map;
import org.nmr.benchmarks.ClassHistogram;
import org.nmr.benchmarks.peers.work.Mesh;
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
                List.of(new Block.Column("bytes", "bytes per binding"))));
    }

    @Override
    public Map<String, Double> measure(Kind kind, Effort effort) throws Exception {
        Shape shape = effort.largest();
        try (Mesh mesh = kind.open().peer().mesh(shape)) {
            mesh.attach(); // loads classes and fills caches
            mesh.detach();
            Tally.require(0, mesh.bound());
            ClassHistogram before = ClassHistogram.take();
            mesh.attach();
            Tally.require(shape.bindings(), mesh.bound());
            ClassHistogram grown = ClassHistogram.take().minus(before);
            return Map.of("bytes", (double) grown.total() / shape.bindings());
        }
    }
}
