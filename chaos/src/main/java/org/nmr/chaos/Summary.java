// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.nmr.chaos.shared.Count;
import org.nmr.chaos.shared.Ledger;
import org.nmr.chaos.shared.Rule;

/**
 * The last line of a run.
 *
 * @param options what was to be done
 * @param ledger what has happened
 * @param heap what was used
 * @param seconds how long it took
 * @param trace the same for the same operations with the same outcomes
 */
record Summary(Options options, Ledger ledger, Heap heap, long seconds, String trace) {
    @Override
    public String toString() {
        long calls = ledger.get(Count.CALLS_BY_HAND)
                + ledger.get(Count.CALLS_BY_VIEW)
                + ledger.get(Count.CALLS_ASYNC)
                + ledger.get(Count.CALLS_BACK);
        return "chaos: framework=" + options.framework() + " jdk=" + Runtime.version() + " seed=" + options.seed()
                + " threads="
                + options.threads() + " seconds=" + seconds + " trace=" + trace + " " + ledger + " calls=" + calls + " "
                + broken() + " heap_first=" + heap.first() + " heap_last=" + heap.last();
    }

    private String broken() {
        return Arrays.stream(Rule.values())
                .map(rule -> rule.name().toLowerCase(Locale.ROOT) + "=" + ledger.get(rule))
                .collect(Collectors.joining(" "));
    }
}
