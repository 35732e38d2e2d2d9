// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cycles are found, and groups come behind those that lead to them. */
class ComponentsTest {
    @Test
    void of_nothing_isEmpty() {
        assertEquals(List.of(), Components.of(List.of()));
    }

    @Test
    void of_chain_isInItsOrderWhateverTheNumbers() {
        assertEquals(
                List.of(List.of(2), List.of(0), List.of(1)), Components.of(List.of(List.of(1), List.of(), List.of(0))));
    }

    @Test
    void of_cycleWithTail_isOneGroupBeforeTheTail() {
        assertEquals(
                List.of(List.of(0, 1, 2), List.of(3)),
                Components.of(List.of(List.of(1), List.of(2), List.of(0, 3), List.of())));
    }

    @Test
    void of_twoCycles_areTwoGroupsInOrder() {
        assertEquals(
                List.of(List.of(2, 3), List.of(0, 1)),
                Components.of(List.of(List.of(1), List.of(0), List.of(3, 0), List.of(2))));
    }

    @Test
    void of_nodeThatLeadsToItself_isAGroup() {
        assertEquals(List.of(List.of(0)), Components.of(List.of(List.of(0))));
    }

    @Test
    void of_veryLongChain_needsNoStack() {
        int length = 200_000;
        List<List<Integer>> chain = IntStream.range(0, length)
                .mapToObj(each -> each + 1 < length ? List.of(each + 1) : List.<Integer>of())
                .toList();
        assertEquals(length, Components.of(chain).size());
    }
}
