// SPDX-License-Identifier: Apache-2.0
package org.nmr.demo.ordinary;

/**
 * What became of the calls.
 *
 * @param answered got their answer
 * @param cut failed because the provider ended while they were inside
 * @param missed found no service
 * @param refused were refused by a drained service that was going
 * @param rebound how often the consumer was bound again
 */
public record Counts(long answered, long cut, long missed, long refused, long rebound) {
    /** Tells whether no call failed, and the consumer noticed nothing. */
    public boolean isUndisturbed() {
        return cut == 0 && missed == 0 && refused == 0 && rebound == 0;
    }
}
