// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What ends before what. */
class DrainGraphTest {
    private final FakeRegistrar registrar = new FakeRegistrar();

    private DrainGraph graph(long... bundles) {
        Map<Long, String> names = new LinkedHashMap<>();
        LongStream.of(bundles).forEach(each -> names.put(each, "b" + each));
        return DrainGraph.of(registrar.getRegistrar(), names);
    }

    /** Each node as its steps, and behind a bracket the numbers of those before it. */
    private static List<String> shown(DrainGraph graph) {
        return graph.nodes().stream()
                .map(node -> node.steps().stream()
                                .map(step -> step.bundle + (step.role.isEmpty() ? "" : step.role.substring(0, 1)))
                                .collect(Collectors.joining("+"))
                        + node.before().stream().sorted().toList() + "@" + node.round())
                .toList();
    }

    @Test
    void of_chain_endsFromTheEntryPointInward() {
        registrar.attach(2, 3);
        registrar.attach(1, 2);
        assertEquals(
                List.of("1c[]@1", "2p[0]@2", "2c[1]@3", "3p[2]@4", "1[0]@1", "2[1, 2]@3", "3[3]@4"),
                shown(graph(1, 2, 3)));
    }

    @Test
    void of_independentPairs_doNotWaitForEachOther() {
        registrar.attach(1, 2);
        registrar.attach(3, 4);
        assertEquals(
                List.of("1c[]@1", "2p[0]@2", "3c[]@1", "4p[2]@2", "1[0]@1", "2[1]@2", "3[2]@1", "4[3]@2"),
                shown(graph(1, 2, 3, 4)));
    }

    @Test
    void of_peersOutside_areLeftOut() {
        registrar.attach(1, 2);
        registrar.attach(2, 3);
        assertEquals(List.of("2p[]@1", "2c[0]@2", "2[0, 1]@2"), shown(graph(2)));
    }

    @Test
    void of_bundlesThatCallEachOther_endTogether() {
        registrar.attach(1, 2);
        registrar.attach(2, 1);
        assertEquals(List.of("1c+2p+2c+1p[]@1", "1[0]@1", "2[0]@1"), shown(graph(1, 2)));
    }

    @Test
    void of_bundleWithoutModules_isOnlyUnloaded() {
        assertEquals(List.of("1[]@0"), shown(graph(1)));
    }

    /** The side of a binding that was left has no registration. */
    @Test
    void of_bindingThatEnds_ordersNothing() {
        registrar.attach(1, 2).client.registrationId = 0;
        assertEquals(List.of("1c[]@1", "2p[]@1", "1[0]@1", "2[1]@1"), shown(graph(1, 2)));
    }
}
