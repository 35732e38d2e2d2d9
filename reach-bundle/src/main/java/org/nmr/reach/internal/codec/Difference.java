// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What differs between the methods of two nodes, in one line. */
final class Difference {
    private static final int MOST = 3;
    private static final int LONGEST = 150;

    private Difference() {}

    static Optional<String> of(List<String> ours, List<String> theirs) {
        if (ours.equals(theirs)) {
            return Optional.empty();
        }
        String here = only(ours, theirs);
        String there = only(theirs, ours);
        return Optional.of("the methods differ: only here " + here + "; only there " + there
                + "; a part after '#' that differs means that a type has another structure");
    }

    private static String only(List<String> some, List<String> others) {
        Set<String> known = new HashSet<>(others);
        List<String> only = some.stream().filter(each -> !known.contains(each)).toList();
        if (only.isEmpty()) {
            return some.size() == others.size() ? "another order" : "none";
        }
        String first = only.stream().limit(MOST).map(Difference::shown).collect(Collectors.joining(" and "));
        return only.size() > MOST ? first + " and " + (only.size() - MOST) + " more" : first;
    }

    /** The peer's texts are foreign. */
    private static String shown(String method) {
        String cut = method.length() > LONGEST ? method.substring(0, LONGEST) + "..." : method;
        return cut.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]", "?");
    }
}
