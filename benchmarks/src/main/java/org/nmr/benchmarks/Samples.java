// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks;

import java.util.List;

/**
 * Times of one thing, measured again and again.
 *
 * @param nanos sorted
 */
public record Samples(List<Long> nanos) {
    /** Sorts them. */
    public Samples {
        nanos = nanos.stream().sorted().toList();
    }

    /** Returns the middle one. */
    public long median() {
        return at(50);
    }

    private long at(int percent) {
        return nanos.get((nanos.size() - 1) * percent / 100);
    }

    /** The median and where most are, in microseconds. */
    @Override
    public String toString() {
        return String.format("%8.1f  (%.1f to %.1f)", micros(50), micros(10), micros(90));
    }

    private double micros(int percent) {
        return at(percent) / 1e3;
    }
}
