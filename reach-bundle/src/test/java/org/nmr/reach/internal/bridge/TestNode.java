// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nmr.ModuleRegistrations;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.reach.internal.bridge.binding.RemoteType;
import org.nmr.reach.internal.engine.MemoryNet;
import org.nmr.reach.internal.wire.LinkMessage.Limits;
import org.nmr.testkit.CapturedLog;
import org.nmr.testkit.Listening;
import org.nmr.testkit.ModuleHarness;
import org.nmr.testkit.PlainRegistrar;

/** A node with a registrar and scripted modules of its own. */
final class TestNode implements AutoCloseable {
    static final Limits LIMITS = new Limits(8, 1 << 20, 1 << 16);
    private static final long OWN = 1_000;

    final PlainRegistrar registrar = new PlainRegistrar();
    final ModuleHarness harness = new ModuleHarness(registrar);
    final HandClock clock;
    final Node node;
    private final ModuleRegistrations module;
    private final Listening listening;
    private boolean isClosed;

    TestNode(String name, MemoryNet net, HandClock clock, String... connect) throws Exception {
        this(settings(name, connect), net, clock);
    }

    TestNode(NodeSettings settings, MemoryNet net, HandClock clock) throws Exception {
        this.clock = clock;
        module = registrar.open(new Owner(OWN, "org.nmr.reach", "1.0.0")).openModule("reach");
        node = new Node(settings, net.engine(), module, OWN, clock, System.getLogger("org.nmr.reach.test"));
        listening = registrar.listen(node.registrations());
        node.start();
    }

    static NodeSettings settings(String name, String... connect) {
        return new NodeSettings(
                name, Optional.of(name + ":1"), List.of(connect), Map.of(), Duration.ofSeconds(5), LIMITS);
    }

    TestNode knows(Npi<?, ?> npi) throws Exception {
        node.add(npi, RemoteType.of(npi));
        return this;
    }

    CapturedLog log() {
        return registrar.log();
    }

    /** How many bindings this node has with others. */
    int bindings() {
        return node.view().links().stream()
                .mapToInt(link -> link.bindings().size())
                .sum();
    }

    boolean isLinked() {
        return !node.view().links().isEmpty();
    }

    /** As the bundle's stop. */
    void stop() {
        if (!isClosed) {
            isClosed = true;
            node.close();
            module.close();
            node.release();
        }
    }

    @Override
    public void close() {
        stop();
        harness.close();
        listening.close();
        registrar.close();
    }
}
