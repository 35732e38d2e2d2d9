// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers.work;

/** What a client of another node calls. */
public interface Echo {
    /** Returns its argument. */
    byte[] echo(byte[] data);

    /** Returns after this time. */
    void hold(long millis);

    /** Returns how many calls are held. */
    int held();
}
