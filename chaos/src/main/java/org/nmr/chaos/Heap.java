// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import java.util.ArrayList;
import java.util.List;

/** How much of the heap was used after collections. The first look is left out: until then classes were loaded. */
final class Heap {
    /** The last third may be larger than the first by a tenth, and by so much. */
    private static final long TOLERANCE = 4_000_000;

    /**
     * The service registry of Felix 7.0.5 keeps each uninstalled bundle that has used a service as a key, with its
     * headers and its archive but without its class loader: some 6.5 KB.
     */
    private static final long KEPT_BY_FELIX = 8_000;

    private static final int FEWEST = 6;

    private final List<Long> used = new ArrayList<>();
    private boolean isWarm;

    /** After a collection. */
    synchronized void look() {
        Runtime runtime = Runtime.getRuntime();
        if (isWarm) {
            used.add(runtime.totalMemory() - runtime.freeMemory());
        }
        isWarm = true;
    }

    /** The mean of the first third; 0 if there were too few looks. */
    synchronized long first() {
        return mean(0, used.size() / 3);
    }

    /** The mean of the last third. */
    synchronized long last() {
        return mean(used.size() - used.size() / 3, used.size());
    }

    private long mean(int from, int to) {
        return used.size() < FEWEST
                ? 0
                : (long) used.subList(from, to).stream()
                        .mapToLong(each -> each)
                        .average()
                        .orElse(0);
    }

    boolean isFlat(String framework, long uninstalls) {
        long kept = framework.equals("felix") ? uninstalls * KEPT_BY_FELIX : 0;
        return isFlat(first(), last() - kept);
    }

    static boolean isFlat(long first, long last) {
        return last <= first + first / 10 + TOLERANCE;
    }
}
