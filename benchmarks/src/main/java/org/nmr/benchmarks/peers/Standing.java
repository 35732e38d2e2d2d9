// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

/** What a figure is compared as. */
enum Standing {
    /** As little as it can take. */
    FLOOR,
    /** This project. */
    PROJECT,
    /** What people use today. */
    PEER,
    /** One that has nothing to measure here. */
    ABSENT
}
