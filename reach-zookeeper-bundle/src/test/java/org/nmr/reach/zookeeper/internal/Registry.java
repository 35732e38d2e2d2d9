// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.zookeeper.internal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A ZooKeeper for each test, and a client of the test's own. */
final class Registry implements BeforeEachCallback, AfterEachCallback {
    private final Records log;
    private TestingServer server;
    private CuratorFramework writer;
    private ZooKeeperSource source;

    Registry(Records log) {
        this.log = log;
    }

    /** What is written need not survive the machine. */
    static {
        System.setProperty("zookeeper.forceSync", "no");
    }

    @Override
    public void beforeEach(ExtensionContext test) throws Exception {
        server = new TestingServer(spec(-1), true);
        source = source(Duration.ofSeconds(10));
    }

    /** Its clock ticks fast, so that it takes sessions of 1 second and ends them in time. */
    private static InstanceSpec spec(int port) {
        return new InstanceSpec(null, port, -1, -1, true, -1, 100, -1);
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        source.close();
        if (writer != null) {
            writer.close();
        }
        server.close();
    }

    Settings settings() {
        return settings(server.getConnectString(), Duration.ofSeconds(2));
    }

    static Settings settings(String connect, Duration session) {
        return new Settings(connect, "/nmr", "nodes", session, Optional.empty());
    }

    private ZooKeeperSource source(Duration patience) {
        return new ZooKeeperSource(settings(), log, patience);
    }

    Following follow(String node, String address, Seen seen) throws Exception {
        return source.follow(node, address, seen);
    }

    ZooKeeperSource source() {
        return source;
    }

    void stop() throws Exception {
        server.stop();
    }

    void restart() throws Exception {
        server.restart();
    }

    /** Starts another one at the same address, which knows nothing. */
    void replace() throws Exception {
        int port = server.getPort();
        server.close();
        server = new TestingServer(spec(port), true);
    }

    CuratorFramework client() throws InterruptedException {
        if (writer == null) {
            writer = Clients.create(settings(), Runnable::run);
            writer.start();
            writer.blockUntilConnected();
        }
        return writer;
    }

    /** Writes an entry that stays. */
    void write(String id, byte[] entry) throws Exception {
        client().create().creatingParentsIfNeeded().forPath(settings().folder() + "/" + id, entry);
    }

    /** Announces an address for as long as the returned session lives. */
    ZooKeeper announce(String id, Address address) throws Exception {
        ZooKeeper session = connect(0, null);
        byte[] entry = new InstanceJson().serialize(InstanceJson.instance("nodes", id, address));
        session.create(
                settings().folder() + "/" + id,
                entry,
                org.apache.zookeeper.ZooDefs.Ids.OPEN_ACL_UNSAFE,
                CreateMode.EPHEMERAL);
        return session;
    }

    /** Ends the session of a node at the ZooKeeper, as its expiry does. */
    void expire(Following following) throws Exception {
        ZooKeeper theirs = following.client().getZookeeperClient().getZooKeeper();
        connect(theirs.getSessionId(), theirs.getSessionPasswd()).close();
    }

    private ZooKeeper connect(long id, byte[] password) throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper session = password == null
                ? new ZooKeeper(server.getConnectString(), 10_000, event -> connected.countDown())
                : new ZooKeeper(server.getConnectString(), 10_000, event -> connected.countDown(), id, password);
        if (!connected.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("no connection to " + server.getConnectString());
        }
        return session;
    }
}
