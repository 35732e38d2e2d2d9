// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The picture as text. */
class GraphTest extends CommandTest {
    @Test
    void graph_attachedPair_isDrawn() {
        assertSays(graph(), "cli [5]", "  --npi.a--> pro [7]", "pro [7]");
        assertSays(graph("--mermaid"), "graph LR", "  m1[\"cli [5]\"]", "  m2[\"pro [7]\"]", "  m1 -->|\"npi.a\"| m2");
        assertSays(
                graph("--dot"),
                "digraph nmr {",
                "  rankdir=LR;",
                "  m1 [shape=box, label=\"cli [5]\"];",
                "  m2 [shape=box, label=\"pro [7]\"];",
                "  m1 -> m2 [label=\"npi.a\"];",
                "}");
    }

    @Test
    void graph_hostileNames_endNoLabel() {
        runtime.binding.npi = "\"]; x --> y\n<script>&#34;\\\u202e";
        String mermaid = graph("--mermaid");
        assertContains(mermaid, "#34;]#59; x --#62; y#92;n#60;script#62;#38;#35;34#59;");
        assertEquals(4, mermaid.lines().count());
        assertContains(graph("--dot"), "label=\"\\\"]; x --> y\\\\n<script>&#34;\\\\\\\\u202e\"");
    }

    @Test
    void graph_nobodyAttached_saysWhereToAsk() {
        runtime.registrar.bindings = List.of();
        runtime.registrar.registrations.forEach(each -> each.bindings = 0);
        assertSays(graph(), "cli [5]", "  --npi.a--> nobody; see nmr:why", "pro [7]", "  offers npi.a to nobody");
        runtime.registrar.registrations = List.of();
        assertSays(graph(), "nobody is registered");
    }
}
