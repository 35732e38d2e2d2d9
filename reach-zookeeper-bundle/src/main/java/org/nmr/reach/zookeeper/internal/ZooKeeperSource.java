// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.zookeeper.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.nmr.reach.AddressSource;

/** The nodes that are announced in a ZooKeeper. */
final class ZooKeeperSource implements AddressSource, AutoCloseable {
    /** How long each step of the beginning may take: to connect, to announce, to read. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Settings settings;
    private final System.Logger log;
    private final Duration patience;
    private final Set<Following> followed = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    ZooKeeperSource(Settings settings, System.Logger log) {
        this(settings, log, PATIENCE);
    }

    ZooKeeperSource(Settings settings, System.Logger log, Duration patience) {
        this.settings = settings;
        this.log = log;
        this.patience = patience;
    }

    /**
     * Returns when the entries have been read once. If the ZooKeeper does not answer in time, it throws, and the bridge
     * asks again later. From then on it follows by itself, whatever becomes of the connection.
     */
    @Override
    public Following follow(String node, String address, Consumer<Set<String>> addresses) throws Exception {
        Following following = new Following(settings, new Entries(settings, log), addresses, followed::remove, log);
        followed.add(following);
        try {
            if (isClosed) {
                throw new IOException(following + ": it is not configured any more");
            }
            following.begin(node, address, patience);
            return following;
        } catch (Throwable failed) {
            following.close();
            throw failed;
        }
    }

    /** Ends all that is followed, in 2 seconds at most. */
    @Override
    public void close() {
        isClosed = true;
        List<Following> ended = List.copyOf(followed);
        ended.forEach(Following::beginClose);
        ended.forEach(Following::close);
    }
}
