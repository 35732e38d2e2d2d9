// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

/** One row of a table. */
interface Contender {
    /** Names it on a command line. */
    String name();

    /** Names it for people. */
    String label();

    Standing standing();
}
