// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nmr.reach.internal.engine.MemoryNet;

/** Who is linked with whom. */
class MeshTest {
    private final MemoryNet net = new MemoryNet();
    private final HandClock clock = new HandClock();
    private final List<TestNode> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(TestNode::close);
        net.close();
    }

    private TestNode node(NodeSettings settings) throws Exception {
        TestNode node = new TestNode(settings, net, clock);
        nodes.add(node);
        return node;
    }

    private static NodeSettings at(String name, String address, String... connect) {
        NodeSettings base = TestNode.settings(name, connect);
        return new NodeSettings(
                name, Optional.of(address), base.connect(), base.allowed(), base.expiry(), base.limits());
    }

    @Test
    void dial_fromBothSides_leavesOneLink() throws Exception {
        TestNode a = node(at("a", "a:1", "b:1"));
        TestNode b = node(at("b", "b:1", "a:1"));
        Eventually.until("linked", () -> {
            clock.pass(Duration.ofMillis(200));
            return a.isLinked() && b.isLinked() && net.dialled().size() == 1;
        });
        for (int i = 0; i < 30; i++) {
            clock.pass(Duration.ofSeconds(1));
            net.settle();
        }
        assertEquals(1, net.dialled().size());
        assertEquals(1, a.node.view().links().size());
        assertEquals(1, b.node.view().links().size());
    }

    @Test
    void dial_ofOwnAddress_saysSo() throws Exception {
        TestNode a = node(at("a", "a:1", "alias:1"));
        net.alias("alias:1", "a:1");
        Eventually.until("an answer", () -> {
            clock.pass(Duration.ofMillis(100));
            return a.node.view().dials().get(0).state().equals(Dialer.ITSELF);
        });
        assertTrue(a.node.view().links().isEmpty());
    }

    @Test
    void dial_ofASecondNodeWithTheSameName_isRefusedWithTheReason() throws Exception {
        TestNode hub = node(at("hub", "hub:1"));
        TestNode first = node(at("a", "a:1", "hub:1"));
        Eventually.until("linked", () -> first.isLinked() && hub.isLinked());
        TestNode second = node(at("a", "a:2", "hub:1"));
        Eventually.until(
                "a reason", () -> second.node.view().dials().get(0).state().contains("two nodes have one name"));
        assertEquals(1, hub.node.view().links().size());
        assertTrue(first.isLinked());
    }
}
