// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nmr.reach.internal.cbor.CborException;

/**
 * Refuses elements that were chosen so that putting them into a hash table is slow: 100,000 records with one hash code
 * need minutes. Comparable elements do not, because a hash table compares them.
 */
final class Hashes {
    private static final int MOST_EQUAL = 1000;

    private Hashes() {}

    /** Returns the capacity of a hash table that so many elements just fill. */
    static int capacity(int elements) {
        return elements + elements / 3 + 1;
    }

    static void check(@Nullable Object[] elements) throws CborException {
        if (elements.length <= MOST_EQUAL || elements[0] instanceof Comparable) {
            return;
        }
        int[] hashes = new int[elements.length];
        for (int i = 0; i < hashes.length; i++) {
            Object element = elements[i];
            hashes[i] = element == null ? 0 : element.hashCode();
        }
        Arrays.sort(hashes);
        for (int i = MOST_EQUAL; i < hashes.length; i++) {
            if (hashes[i] == hashes[i - MOST_EQUAL]) {
                throw new CborException(
                        "expected at most " + MOST_EQUAL + " elements or keys with one hash code, were more");
            }
        }
    }
}
