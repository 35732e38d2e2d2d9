// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.work;

/** Clients and providers, of which those on one side are there and idle, and the hubs on the other side come and go. */
public interface Mesh extends AutoCloseable {
    /** Registers the hubs: all bindings attach. */
    void attach();

    /** Ends the hubs: all bindings detach. */
    void detach();

    /** How many pairs are bound now, as those who were called back have counted. */
    long bound();

    /** Ends what is idle. */
    @Override
    void close();
}
