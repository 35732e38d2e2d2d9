// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Names that somebody may have mistyped. */
public final class Names {
    /** The cost of two characters that have changed places: one is removed, and one is inserted. */
    private static final int FEW = 3;

    private Names() {}

    /** Returns that one of the known names that the given one is most similar to; of equally similar ones the first. */
    public static String nearest(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(each -> distance(name, each)))
                .orElseThrow();
    }

    /**
     * Returns that one of the known names that may be meant by the given one, because they differ in the case of
     * letters or in a few characters only; of equally similar ones the first.
     */
    public static Optional<String> mistyped(String name, Collection<String> known) {
        return known.stream()
                .filter(each -> isLikely(name, each))
                .min(Comparator.comparingInt(each -> difference(name, each)));
    }

    /** A short name may differ in less: {@code npi.a} and {@code npi.b} are two on purpose. */
    private static boolean isLikely(String one, String other) {
        int longer = Math.max(one.length(), other.length());
        int shorter = Math.min(one.length(), other.length());
        return longer <= ForeignText.LIMIT // the cost is the product of both lengths
                && longer - shorter <= FEW
                && difference(one, other) <= Math.min(FEW, longer / 4);
    }

    /** The same in both directions: it is not known which of them is mistyped. */
    private static int difference(String one, String other) {
        return Math.min(distance(one, other), distance(other, one));
    }

    /**
     * Returns what it costs to make the other name of one: 1 for a character that is inserted, 2 for one that is
     * removed or replaced, because people rather leave something out. Both cases of a letter are the same.
     */
    private static int distance(String one, String other) {
        String from = one.toLowerCase(Locale.ROOT);
        String to = other.toLowerCase(Locale.ROOT);
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = 2 * i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 2);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j] + 2, row[j - 1] + 1));
            }
        }
        return row[to.length()];
    }
}
