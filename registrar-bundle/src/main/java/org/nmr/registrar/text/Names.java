// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Names that somebody may have mistyped. */
public final class Names {
    private Names() {}

    /** Returns that one of the known names that the given one is most similar to; of equally similar ones the first. */
    public static String nearest(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(each -> distance(name, each)))
                .orElseThrow();
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
