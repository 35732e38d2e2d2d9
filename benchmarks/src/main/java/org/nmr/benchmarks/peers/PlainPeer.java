// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import org.nmr.benchmarks.Adder;
import org.nmr.benchmarks.PlainStar;
import org.nmr.benchmarks.Role;
import org.nmr.benchmarks.peers.work.CallWay;
import org.nmr.benchmarks.peers.work.Caller;
import org.nmr.benchmarks.peers.work.Mesh;
import org.nmr.benchmarks.peers.work.Peer;
import org.nmr.benchmarks.peers.work.Shape;

/** The floor: linked lists and callbacks, and a field to call through. */
final class PlainPeer implements Peer {
    /** Keeps what nobody asks for reachable. */
    private final List<PlainStar> unrelated = new ArrayList<>();

    @Override
    public Mesh mesh(Shape shape) {
        List<PlainStar> stars = new ArrayList<>();
        for (int i = 0; i < shape.hubs(); i++) {
            stars.add(new PlainStar(shape.hubRole(), shape.idle()));
        }
        return new PlainMesh(stars);
    }

    @Override
    public void registerUnrelated(int count) {
        for (int i = 0; i < count; i++) {
            unrelated.add(new PlainStar(Role.CLIENT, 1));
        }
    }

    @Override
    public Caller caller(Adder target, CallWay way) {
        if (way != CallWay.DIRECT) {
            throw way.unknown();
        }
        return target::add;
    }

    /**
     * Several hubs.
     *
     * @param stars each with its hub
     */
    private record PlainMesh(List<PlainStar> stars) implements Mesh {
        @Override
        public void attach() {
            stars.forEach(PlainStar::attach);
        }

        @Override
        public void detach() {
            stars.forEach(PlainStar::detach);
        }

        @Override
        public long bound() {
            return stars.stream().mapToLong(PlainStar::bound).sum();
        }

        @Override
        public void close() {
            // the garbage collector does it
        }
    }
}
