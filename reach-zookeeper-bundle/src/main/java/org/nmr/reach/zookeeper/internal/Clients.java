// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.zookeeper.internal;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.apache.zookeeper.client.ZKClientConfig;

/** Makes clients of a ZooKeeper. */
final class Clients {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(3);
    private static final int RETRIES = 3;
    private static final int PAUSE_MILLIS = 300;

    private Clients() {}

    /**
     * Returns a client that is not started.
     *
     * @param listeners runs what the client calls; the client does not end it
     */
    static CuratorFramework create(Settings settings, Executor listeners) {
        int session = (int) settings.session().toMillis();
        return CuratorFrameworkFactory.builder()
                .connectString(settings.connect())
                .sessionTimeoutMs(session)
                .connectionTimeoutMs((int) Math.min(session, LONGEST_CONNECT.toMillis()))
                .retryPolicy(new RetryNTimes(RETRIES, PAUSE_MILLIS))
                .threadFactory(Clients::thread)
                .runSafeService(listeners)
                // else what is written in the ZooKeeper decides where we connect
                .ensembleTracker(false)
                .zkClientConfig(config())
                .build();
    }

    /** System properties may be set for another client in this JVM, with classes that this bundle does not have. */
    private static ZKClientConfig config() {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty(ZKClientConfig.ZOOKEEPER_CLIENT_CNXN_SOCKET, "org.apache.zookeeper.ClientCnxnSocketNIO");
        config.setProperty(ZKClientConfig.SECURE_CLIENT, "false");
        return config;
    }

    static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "nmr-reach ZooKeeper");
        thread.setDaemon(true);
        return thread;
    }
}
