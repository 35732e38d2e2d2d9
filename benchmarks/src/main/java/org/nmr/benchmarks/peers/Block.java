// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.util.List;

/**
 * One table: its rows are the contenders of the part.
 *
 * @param title what was done, and the unit
 * @param columns what was measured
 */
record Block(String title, List<Column> columns) {
    Block {
        columns = List.copyOf(columns);
    }

    /**
     * One figure of each contender.
     *
     * @param key names it among the figures of a sample
     * @param heading names it for people
     */
    record Column(String key, String heading) {}

    /** One with the columns attach and detach, whose keys begin so. */
    static Block churn(String title, String key) {
        return new Block(title, List.of(new Column(key + "/attach", "attach"), new Column(key + "/detach", "detach")));
    }
}
