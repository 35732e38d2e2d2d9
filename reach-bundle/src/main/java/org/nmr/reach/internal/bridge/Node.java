// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.nmr.ModuleRegistrations;
import org.nmr.RegistrationListener;
import org.nmr.reach.internal.bridge.binding.RemoteType;
import org.nmr.reach.internal.bridge.work.Clock;
import org.nmr.reach.internal.bridge.work.Gate;
import org.nmr.reach.internal.bridge.work.Workers;
import org.nmr.reach.internal.engine.Connection;
import org.nmr.reach.internal.engine.ConnectionHandler;
import org.nmr.reach.internal.engine.Engine;
import org.nmr.reach.internal.engine.EngineException;
import org.nmr.reach.internal.engine.FrameStream;
import org.nmr.reach.internal.engine.Receiver;

/** This framework as a node: dials, listens, and keeps a link to each other node. */
public final class Node implements AutoCloseable {
    /** With this begins what the peers are told at the end. */
    static final String STOPS = "the node stops";

    private static final int ENDS = 16;
    private static final long BYE_SECONDS = 1;

    private final Context context;
    private final Engine engine;
    private final Links links;
    private final Exchange exchange;
    private final Map<Connection, Link> connections = new ConcurrentHashMap<>();

    /** Guarded by this: the addresses by who has told them, and the dialers. */
    private final Map<Object, Set<String>> addresses = new HashMap<>();

    private final Map<String, Dialer> dialers = new LinkedHashMap<>();
    private boolean isClosed;
    private volatile String listens = "";

    /**
     * Makes a node; it does nothing yet.
     *
     * @param registrar the module of this bundle; to be unloaded after the close
     * @param ownBundle the id of this bundle
     */
    public Node(
            NodeSettings settings,
            Engine engine,
            ModuleRegistrations registrar,
            long ownBundle,
            Clock clock,
            System.Logger log) {
        Workers workers = new Workers(log);
        context = new Context(
                settings,
                UUID.randomUUID().toString(),
                registrar,
                ownBundle,
                workers,
                new Gate(workers, clock, ENDS),
                clock,
                log);
        this.engine = engine;
        links = new Links(settings.name());
        exchange = new Exchange(context);
    }

    /**
     * Listens and dials.
     *
     * @throws EngineException if it cannot listen
     */
    public void start() throws EngineException {
        Optional<String> where = context.settings().listen();
        if (where.isPresent()) {
            listens = engine.listen(where.get(), new Handler(null));
        }
        dial(this, Set.copyOf(context.settings().connect()));
    }

    /** Where this node listens; empty if it does not. */
    public String listens() {
        return listens;
    }

    /** Hears of the registrations of this framework. */
    public RegistrationListener registrations() {
        return exchange;
    }

    /** An NPI may cross. */
    public void add(Object key, RemoteType type) {
        exchange.add(key, type);
    }

    /** What was added with a key may not cross any more. */
    public void remove(Object key) {
        exchange.remove(key);
    }

    /** Says all addresses that one source knows. */
    public void dial(Object source, Set<String> known) {
        List<Dialer> begun = new ArrayList<>();
        synchronized (this) {
            if (isClosed) {
                return;
            }
            addresses.put(source, known);
            Set<String> all = new TreeSet<>();
            addresses.values().forEach(all::addAll);
            all.remove(listens);
            dialers.values().removeIf(each -> {
                boolean goes = !all.remove(each.address());
                if (goes) {
                    each.stop();
                }
                return goes;
            });
            for (String address : all) {
                Dialer dialer = new Dialer(context, address, this::dial);
                dialers.put(address, dialer);
                begun.add(dialer);
            }
        }
        begun.forEach(Dialer::now);
    }

    private void dial(Dialer dialer) {
        synchronized (this) {
            if (isClosed) {
                return;
            }
        }
        engine.dial(dialer.address(), new Handler(dialer));
    }

    /** A copy of what there is. */
    public NodesView view() {
        Exchange.View exchanged = await(exchange.view(), new Exchange.View(List.of(), List.of(), List.of()));
        List<NodesView.DialView> dials;
        synchronized (this) {
            dials = dialers.values().stream().map(Dialer::view).toList();
        }
        return new NodesView(
                context.settings().name(),
                listens,
                links.all().stream().map(Link::view).toList(),
                dials,
                exchanged.lost(),
                exchanged.npis().stream()
                        .map(id -> new NodesView.NpiView(id, ""))
                        .toList(),
                exchanged.taken());
    }

    /** Asks a peer what it knows of a call of its own that is inside this node. */
    public CompletableFuture<List<String>> ask(String peer, long binding, long call) {
        return links.all().stream()
                .filter(link -> link.peer().equals(peer))
                .findFirst()
                .map(link -> link.ask(binding, call))
                .orElseGet(() -> CompletableFuture.completedFuture(List.of("the node is not linked")));
    }

    private static <T> T await(CompletableFuture<T> future, T otherwise) {
        try {
            return future.get(BYE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return otherwise;
        } catch (ExecutionException | TimeoutException none) {
            return otherwise;
        }
    }

    /**
     * Says goodbye and ends all links: bindings end by force, and calls of the peers that are inside go on. The module
     * is to be unloaded after this, which waits for them; then {@link #release()}.
     */
    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
            dialers.values().forEach(Dialer::stop);
        }
        exchange.close();
        List<Link> all = List.copyOf(connections.values());
        all.forEach(link -> link.down(STOPS, /* tells= */ true));
        all.forEach(link -> await(link.closed(), ""));
        engine.close();
    }

    /** Ends the threads, when no module of another node is here any more. */
    public void release() {
        context.workers().close();
    }

    /** Hears of connections: those that were dialled, or the others. */
    private final class Handler implements ConnectionHandler {
        private final @Nullable Dialer dialer;

        Handler(@Nullable Dialer dialer) {
            this.dialer = dialer;
        }

        @Override
        public void connected(Connection connection) {
            Link link = new Link(context, connection, dialer, links, exchange);
            connections.put(connection, link);
            link.connected();
            boolean late;
            synchronized (Node.this) {
                late = isClosed;
            }
            if (late) {
                link.down(STOPS, /* tells= */ true);
            }
        }

        @Override
        public Receiver opened(Connection connection, FrameStream stream) {
            Link link = connections.get(connection);
            if (link == null) {
                stream.abort("the connection is gone");
                return new Nothing();
            }
            return link.opened(stream);
        }

        @Override
        public void lost(Connection connection, String reason) {
            Link link = connections.remove(connection);
            if (link != null) {
                link.lost(reason);
                link.closedNow();
            } else if (dialer != null) {
                dialer.lost(/* wasUp= */ false, reason);
            }
        }
    }

    /** Hears nothing. */
    static final class Nothing implements Receiver {
        @Override
        public void frame(byte[] frame) {}

        @Override
        public void ready() {}

        @Override
        public void ended() {}

        @Override
        public void lost(String reason) {}
    }
}
