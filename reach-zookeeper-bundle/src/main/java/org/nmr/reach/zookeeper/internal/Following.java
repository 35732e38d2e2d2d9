// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.zookeeper.internal;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.TRACE;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.nodes.PersistentNode;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.x.discovery.ServiceCache;
import org.apache.curator.x.discovery.ServiceDiscovery;
import org.apache.curator.x.discovery.ServiceDiscoveryBuilder;
import org.apache.curator.x.discovery.details.ServiceCacheListener;
import org.apache.zookeeper.CreateMode;
import org.jspecify.annotations.Nullable;

/**
 * Follows the entries of the nodes for one node, and keeps its own entry there.
 *
 * <p>Addresses are told on one thread. While the ZooKeeper does not answer nothing is told, so the last ones stay. When
 * it answers again the entries are read anew, because it may have forgotten everything meanwhile.
 */
final class Following implements AutoCloseable {
    /** How long {@link #close} waits, so that a ZooKeeper that is away does not hold up the stop of a bundle. */
    static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final Settings settings;
    private final Entries entries;
    private final Consumer<Set<String>> addresses;
    private final Runnable closing;
    private final System.Logger log;
    private final CuratorFramework client;
    private final ServiceDiscovery<String> discovery;
    private final ExecutorService listeners = Executors.newSingleThreadExecutor(Clients::thread);
    private final ScheduledExecutorService thread = new ScheduledThreadPoolExecutor(1, Clients::thread);
    private final AtomicBoolean isClosing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** How often the connection was lost: what was read meanwhile may not be all. */
    private final AtomicInteger losses = new AtomicInteger();

    /** Both are set once, before {@link #thread} is used. */
    private Optional<Address> own = Optional.empty();

    private Duration patience = Duration.ZERO;

    /** The three that follow are used on {@link #thread} only. */
    private @Nullable ServiceCache<String> cache;

    private @Nullable Set<String> told;
    private boolean isAway;

    /**
     * Makes one that has not begun.
     *
     * @param closing runs once, when the closing begins
     */
    Following(
            Settings settings,
            Entries entries,
            Consumer<Set<String>> addresses,
            Consumer<Following> closing,
            System.Logger log) {
        this.settings = settings;
        this.entries = entries;
        this.addresses = addresses;
        this.closing = () -> closing.accept(this);
        this.log = log;
        client = Clients.create(settings, listeners);
        discovery = ServiceDiscoveryBuilder.builder(String.class)
                .client(client)
                .basePath(settings.path())
                .serializer(new InstanceJson())
                .build();
    }

    /**
     * Connects, announces this node, and tells the addresses for the first time.
     *
     * @param limit how long each of the three may take
     */
    void begin(String node, String address, Duration limit) throws Exception {
        patience = limit;
        client.getConnectionStateListenable().addListener((same, state) -> count(state));
        client.start();
        if (!client.blockUntilConnected(Math.toIntExact(limit.toMillis()), TimeUnit.MILLISECONDS)) {
            throw new IOException(this + ": expected a connection within " + limit + ", was none");
        }
        own = announced(address);
        client.getConnectionStateListenable().addListener((same, state) -> changed(state), thread);
        if (own.isPresent()) {
            announce(node, own.get());
        }
        try {
            thread.submit(this::read).get();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }

    private Optional<Address> announced(String address) {
        if (address.isEmpty()) {
            return Optional.empty();
        }
        Optional<Address> listens = settings.announce().or(() -> Address.parse(address));
        if (listens.isEmpty() || listens.get().isWildcard()) {
            log.log(
                    WARNING,
                    this + ": this node is not announced: it listens at " + Texts.oneLine(address)
                            + ", which other nodes cannot dial. Set " + Keys.PID + "." + Keys.ANNOUNCE);
            return Optional.empty();
        }
        return listens;
    }

    /** The entry goes with the session. Curator writes it again for each new one. */
    private void announce(String node, Address address) throws Exception {
        String id = node + "-" + UUID.randomUUID().toString().substring(0, 8);
        byte[] entry = new InstanceJson().serialize(InstanceJson.instance(settings.service(), id, address));
        PersistentNode announcement =
                new PersistentNode(client, CreateMode.EPHEMERAL, false, settings.folder() + "/" + id, entry);
        announcement.start();
        if (!announcement.waitForInitialCreate(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException(this + ": expected that this node can be announced at " + settings.folder()
                    + " within " + patience + ", but it was not");
        }
    }

    private void count(ConnectionState state) {
        if (!state.isConnected()) {
            losses.incrementAndGet();
        }
    }

    private void changed(ConnectionState state) {
        if (!state.isConnected()) {
            if (!isAway) {
                isAway = true;
                int known = told == null ? 0 : told.size();
                log.log(WARNING, this + ": it does not answer. The addresses known so far stay (" + known + ")");
            }
        } else if (state == ConnectionState.RECONNECTED) {
            log.log(INFO, this + ": it answers again");
            isAway = false;
            readAgain();
        }
    }

    private void readAgain() {
        try {
            read();
        } catch (InterruptedException closes) {
            Thread.currentThread().interrupt();
        } catch (Exception failed) {
            if (!isClosing.get()) {
                log.log(WARNING, Texts.reason(failed) + ". The addresses known so far stay");
                later();
            }
        }
    }

    private void later() {
        try {
            var unused = thread.schedule(this::readAgain, patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closes) {
            log.log(TRACE, this + ": it is closed, and read no more");
        }
    }

    /** Reads all entries, and follows them until it is called again. */
    private @Nullable Void read() throws Exception {
        int before = losses.get();
        ServiceCache<String> fresh = discovery.serviceCacheBuilder()
                .name(settings.service())
                .executorService(thread)
                .build();
        fresh.addListener(new Changes(), thread);
        boolean isRead = fresh.startImmediate().await(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (!isRead || losses.get() != before) {
            fresh.close();
            throw new IOException(this + ": expected the entries of " + settings.folder() + " within " + patience
                    + ", but they were not read");
        }
        ServiceCache<String> former = cache;
        cache = fresh;
        if (former != null) {
            former.close();
        }
        tell();
        return null;
    }

    private void tell() {
        ServiceCache<String> from = cache;
        if (from == null || isClosing.get()) {
            return;
        }
        Set<String> all = entries.addresses(from.getInstances(), own);
        if (!all.equals(told)) {
            told = Set.copyOf(all);
            try {
                addresses.accept(told);
            } catch (Throwable thrown) { // foreign code
                log.log(WARNING, this + ": the addresses were not taken: " + Texts.reason(thrown));
            }
        }
    }

    private final class Changes implements ServiceCacheListener {
        @Override
        public void cacheChanged() {
            tell();
        }

        @Override
        public void stateChanged(CuratorFramework same, ConnectionState state) {}
    }

    /** Begins the closing, on a thread of its own, if it has not begun. */
    void beginClose() {
        if (isClosing.compareAndSet(false, true)) {
            closing.run();
            thread.shutdownNow();
            Clients.thread(() -> {
                        client.close();
                        listeners.shutdownNow();
                        closed.countDown();
                    })
                    .start();
        }
    }

    /** Waits for the end of the session, but no more than 2 seconds. What remains goes on behind. */
    @Override
    public void close() {
        beginClose();
        if (!Waits.uninterrupted(closed, LONGEST_CLOSE)) {
            log.log(
                    INFO,
                    this + ": it could not be told within " + LONGEST_CLOSE
                            + " that this node goes. It sees that after " + settings.session());
        }
    }

    /** For tests. */
    CuratorFramework client() {
        return client;
    }

    @Override
    public String toString() {
        return "ZooKeeper " + settings.connect();
    }
}
