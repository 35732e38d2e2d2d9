// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo;

import java.util.Arrays;

/**
 * What the provider of another node has counted; as text, three numbers.
 *
 * @param attached its bindings that were attached
 * @param detached its bindings that were detached and cleaned up
 * @param lateCalls the calls that ran in it after it was unloaded
 */
record ProviderCount(long attached, long detached, long lateCalls) {
    static ProviderCount of(Tally provider) {
        return new ProviderCount(provider.attached(), provider.detached(), provider.lateCalls());
    }

    /** Reads what {@link #toString} has written. */
    static ProviderCount parse(String text) {
        long[] numbers =
                Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
        return new ProviderCount(numbers[0], numbers[1], numbers[2]);
    }

    /** Returns the bindings that are there now. */
    long bindings() {
        return attached - detached;
    }

    @Override
    public String toString() {
        return attached + " " + detached + " " + lateCalls;
    }
}
