// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.nmr.reach.internal.engine.Connection;
import org.nmr.reach.internal.engine.ConnectionHandler;
import org.nmr.reach.internal.engine.Engine;
import org.nmr.reach.internal.engine.EngineException;

/** Connections by gRPC, over TCP of this machine or over mutual TLS. */
public final class GrpcEngine implements Engine {
    /** Each binding has one, and each link. */
    private static final int MOST_STREAMS = 16_384;

    /** Until a connection is up, and until one that says nothing is closed. */
    private static final int PATIENCE_SECONDS = 10;

    private static final int NET_THREADS = 2;
    private static final int CALLBACK_THREADS = 2;
    private static final int CLOSE_SECONDS = 3;

    private final int frameBytes;
    private final @Nullable Tls tls;
    private final System.Logger log;
    private final EventLoopGroup net;
    private final ExecutorService callbacks;

    /** Resolves names, which may take long. */
    private final ExecutorService dials;

    private final Transports transports = new Transports();
    private final Strangers strangers;

    /** Kept, because a level is lost with its logger. */
    @SuppressWarnings("UnusedVariable")
    private final Logger failures = quiet();

    private final Set<DialledConnection> dialled = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isClosed = new AtomicBoolean();

    /** Guarded by itself. */
    private final List<Server> servers = new ArrayList<>();

    private final Set<Acceptor> acceptors = ConcurrentHashMap.newKeySet();

    /**
     * Makes an engine.
     *
     * @param frameBytes how long a frame may be
     * @param tlsSettings the certificates; null for connections of this machine only
     * @param log takes what an operator should know
     * @throws EngineException if the certificates cannot be used
     */
    public GrpcEngine(int frameBytes, @Nullable TlsSettings tlsSettings, System.Logger log) throws EngineException {
        this.frameBytes = frameBytes;
        this.log = log;
        this.strangers = new Strangers(log, System::nanoTime);
        this.tls = tlsSettings == null ? null : new Tls(tlsSettings, log);
        this.net = new MultiThreadIoEventLoopGroup(NET_THREADS, threads("nmr-reach net"), NioIoHandler.newFactory());
        this.callbacks = Executors.newFixedThreadPool(CALLBACK_THREADS, threads("nmr-reach engine"));
        this.dials = Executors.newCachedThreadPool(threads("nmr-reach dial"));
        if (tls != null) {
            var unused = net.next()
                    .scheduleWithFixedDelay(
                            () -> callbacks.execute(this::readCertificatesAgain), 1, 1, TimeUnit.SECONDS);
        }
    }

    /**
     * gRPC logs a stack for each connection of a stranger, who may make thousands. {@link Strangers} says it in bounds.
     * A
     * level that was configured stays.
     */
    private static Logger quiet() {
        Logger failures =
                Logger.getLogger(NettyServerBuilder.class.getPackageName() + ".NettyServerTransport.connections");
        if (failures.getLevel() == null) {
            failures.setLevel(Level.WARNING);
        }
        return failures;
    }

    private static ThreadFactory threads(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.setContextClassLoader(GrpcEngine.class.getClassLoader()); // gRPC looks there for its own services
            return thread;
        };
    }

    @Override
    public String listen(String address, ConnectionHandler handler) throws EngineException {
        InetSocketAddress resolved = Addresses.resolve(address, tls != null);
        Acceptor acceptor =
                new Acceptor(attributes -> accepted(attributes, handler), Addresses.text(resolved), strangers);
        NettyServerBuilder builder = NettyServerBuilder.forAddress(resolved)
                .bossEventLoopGroup(net)
                .workerEventLoopGroup(net)
                .channelFactory(transports::listening)
                .directExecutor()
                .maxInboundMessageSize(frameBytes)
                .maxConcurrentCallsPerConnection(MOST_STREAMS)
                .maxConnectionIdle(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .handshakeTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .addTransportFilter(acceptor)
                .addStreamTracerFactory(CloseReason.factory())
                .addService(acceptor.service());
        if (tls != null) {
            builder.sslContext(tls.listening());
        }
        try {
            Server server = builder.build().start();
            synchronized (servers) {
                servers.add(server);
            }
            acceptors.add(acceptor);
            return Addresses.text(new InetSocketAddress(resolved.getAddress(), server.getPort()));
        } catch (IOException e) {
            throw new EngineException(
                    "cannot listen on " + Reasons.oneLine(address) + ": " + Reasons.innermost(e)
                            + "; choose another port, or end the program that has it",
                    e);
        }
    }

    private AcceptedConnection accepted(Attributes attributes, ConnectionHandler handler) {
        var remote = attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        return new AcceptedConnection(
                handler, callbacks, new Traffic(log), Addresses.text(remote), () -> transports.close(remote));
    }

    @Override
    public Connection dial(String address, ConnectionHandler handler) {
        DialledConnection connection =
                new DialledConnection(forgetting(handler), callbacks, new Traffic(log), Reasons.oneLine(address));
        dialled.add(connection);
        try {
            dials.execute(() -> connect(address, connection));
            var unused = net.next().schedule(() -> giveUp(connection), PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException closed) {
            connection.lost("the engine is closed");
        }
        return connection;
    }

    private ConnectionHandler forgetting(ConnectionHandler handler) {
        return new ForgettingHandler(handler, dialled::remove);
    }

    private void connect(String address, DialledConnection connection) {
        try {
            connection.dial(channel(Addresses.resolve(address, tls != null)));
        } catch (EngineException e) {
            connection.lost(String.valueOf(e.getMessage()));
        } catch (Throwable e) {
            connection.lost("cannot dial: " + Reasons.oneLine("" + e));
        }
    }

    private ManagedChannel channel(InetSocketAddress address) throws EngineException {
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(address)
                .eventLoopGroup(net)
                .channelType(NioSocketChannel.class, InetSocketAddress.class)
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS))
                .directExecutor()
                .offloadExecutor(callbacks)
                .disableRetry()
                .proxyDetector(unused -> null)
                .maxInboundMessageSize(frameBytes);
        return tls == null
                ? builder.usePlaintext().build()
                : builder.sslContext(tls.dialling()).build();
    }

    private static void giveUp(DialledConnection connection) {
        if (!connection.hasConnected()) {
            connection.lost("it has not answered within " + PATIENCE_SECONDS + " s; is there a node of nmr-reach?");
        }
    }

    /** A peer that is not trusted any more is not a peer any more. */
    private void readCertificatesAgain() {
        Tls current = tls;
        if (current == null) {
            return;
        }
        current.readAgain();
        List<EngineConnection> all = new ArrayList<>(dialled);
        acceptors.forEach(acceptor -> all.addAll(acceptor.connections()));
        for (EngineConnection each : all) {
            String why = each.isConnected() ? current.distrust(each.certificates()) : null;
            if (why != null) {
                each.close(why);
            }
        }
    }

    @Override
    public void close() {
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        dialled.forEach(each -> each.lost("the engine is closed"));
        acceptors.forEach(acceptor -> acceptor.connections().forEach(each -> each.lost("the engine is closed")));
        synchronized (servers) {
            servers.forEach(Server::shutdownNow);
        }
        dials.shutdownNow();
        net.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        callbacks.shutdown();
    }
}
