// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.report;

import java.util.List;

/**
 * Waits that lead from a thread back to itself.
 *
 * @param waits one in each element, for operators
 * @param bindings the ids of the bindings that they go through, in their order
 */
public record Cycle(List<String> waits, List<String> bindings) {
    /** No cycle. */
    public static final Cycle NONE = new Cycle(List.of(), List.of());

    /** Tells whether there is no cycle. */
    public boolean isEmpty() {
        return waits.isEmpty();
    }
}
