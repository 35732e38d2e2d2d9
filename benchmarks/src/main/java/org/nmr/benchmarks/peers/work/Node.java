// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.work;

import java.util.List;

/** A framework whose modules attach to those of another one, as the harness sees it. */
public interface Node {
    /** Registers providers; the end of one blocks until it is complete. */
    List<Runnable> provide(int count);

    /** Registers a client that attaches to every provider; its end blocks until it is complete. */
    Attached attach();

    /** A client and what it is attached to. */
    interface Attached extends AutoCloseable {
        /** Waits until so many providers are attached, and returns them. */
        List<Echo> await(int count) throws InterruptedException;

        /** Waits until none is attached. */
        void awaitNone() throws InterruptedException;

        @Override
        void close();
    }
}
