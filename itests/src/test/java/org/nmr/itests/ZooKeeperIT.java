// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.support.Configurations;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.Shipped;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWiring;

/** The bundle has all in it that it needs to find nodes in a ZooKeeper, which runs outside of the framework. */
class ZooKeeperIT {
    private static final String PID = "nmr.reach.zookeeper";
    private static final String SOURCE = "org.nmr.reach.AddressSource";
    private static final int PORT = InstanceSpec.getRandomPort();

    @RegisterExtension
    private final Felix felix = new Felix(Map.of(PID + ".path", "/plant", PID + ".session.timeout", "PT4S"));

    private final BlockingQueue<Set<String>> told = new LinkedBlockingQueue<>();
    private TestingServer server;
    private Bundle reach;

    @BeforeEach
    void startServer() throws Exception {
        server = new TestingServer(PORT);
        felix.start(Shipped.CONFIG_ADMIN);
        reach = felix.start(Shipped.REGISTRAR, Shipped.REACH).get(1);
    }

    @AfterEach
    void stopServer() throws Exception {
        server.close();
    }

    private Object source() throws Exception {
        ServiceReference<?>[] all = felix.context().getAllServiceReferences(SOURCE, null);
        return all == null ? null : felix.context().getService(all[0]);
    }

    private AutoCloseable follow(String node, String address, Consumer<Set<String>> addresses) throws Exception {
        Method follow = reach.loadClass(SOURCE).getMethod("follow", String.class, String.class, Consumer.class);
        return (AutoCloseable) follow.invoke(source(), node, address, addresses);
    }

    private Set<String> next() throws InterruptedException {
        return told.poll(Scenario.DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void start_nothingConfigured_needsReachOnlyAndDoesNothing() throws Exception {
        Bundle bundle = felix.start(Shipped.REACH_ZOOKEEPER).get(0);
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        assertEquals(
                Set.of(felix.framework().getSymbolicName(), "org.nmr.reach", "org.apache.felix.configadmin"),
                wiring.getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE).stream()
                        .map(wire -> wire.getProvider().getSymbolicName())
                        .collect(Collectors.toSet()));
        assertNull(source());
    }

    @Test
    void follow_twoNodes_findEachOtherUntilTheBundleStops() throws Exception {
        Bundle bundle = felix.start(Shipped.REACH_ZOOKEEPER).get(0);
        Configurations.update(felix.context(), PID, Map.of("connect", "127.0.0.1:" + PORT));
        Configurations.awaitDelivered(felix.context());
        follow("a", "127.0.0.1:7001", told::add);
        assertEquals(Set.of(), next());
        AutoCloseable b = follow("b", "127.0.0.1:7002", addresses -> {});
        assertEquals(Set.of("127.0.0.1:7002"), next());
        b.close();
        assertEquals(Set.of(), next());
        bundle.stop();
        assertNull(source());
        assertTrue(told.isEmpty(), told::toString);
    }

    @Test
    void update_wrongConfiguration_keepsTheFormerUntilItIsDeleted() throws Exception {
        felix.start(Shipped.REACH_ZOOKEEPER);
        Configurations.update(felix.context(), PID, Map.of("connect", "127.0.0.1:" + PORT));
        Configurations.awaitDelivered(felix.context());
        Object former = source();
        Configurations.update(felix.context(), PID, Map.of("connect", "http://127.0.0.1"));
        Configurations.awaitDelivered(felix.context());
        assertEquals(former, source());
        Configurations.delete(felix.context(), PID);
        Configurations.awaitDelivered(felix.context());
        assertNull(source());
    }
}
