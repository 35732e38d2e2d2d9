// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.work;

import org.nmr.benchmarks.Adder;

/** One way to bring clients and providers together: this project's, or what people use today. */
public interface Peer {
    /** Registers everything of the shape but its hubs. */
    Mesh mesh(Shape shape);

    /** Registers so many more providers that nobody asks for, each under a name of its own. */
    void registerUnrelated(int count);

    /** Provides the target, and binds a client to it that calls it in this way. */
    Caller caller(Adder target, CallWay way);
}
