// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.work;

/** A bound client; any number of threads may use it. */
@FunctionalInterface
public interface Caller {
    /** Calls its provider once. */
    int call(int number);
}
