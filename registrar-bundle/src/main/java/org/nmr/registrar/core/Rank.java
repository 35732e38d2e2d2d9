// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

/**
 * The place of a provider among those of its NPI: the highest ranking first, of equal ones the oldest.
 *
 * @param ranking as the provider's characteristics say
 * @param order its number among the providers that have joined, from 1
 */
record Rank(int ranking, long order) implements Comparable<Rank> {
    /** Before every provider. */
    static final Rank BEFORE_ALL = new Rank(Integer.MAX_VALUE, 0);

    /** After every provider. */
    static final Rank AFTER_ALL = new Rank(Integer.MIN_VALUE, Long.MAX_VALUE);

    @Override
    public int compareTo(Rank other) {
        return ranking == other.ranking ? Long.compare(order, other.order) : Integer.compare(other.ranking, ranking);
    }
}
