// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import io.grpc.internal.SerializingExecutor;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.nmr.reach.internal.engine.Connection;
import org.nmr.reach.internal.engine.ConnectionHandler;
import org.nmr.reach.internal.engine.FrameStream;
import org.nmr.reach.internal.engine.Receiver;

/** What both ends of a connection have in common. The handler is called by one thread after the other. */
abstract class EngineConnection implements Connection {
    private final ConnectionHandler handler;
    private final Executor pool;
    private final Executor serial;
    private final Traffic traffic;
    private final Set<StreamEnd> streams = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean isLost = new AtomicBoolean();
    private volatile boolean isConnected;
    private volatile String remoteAddress;
    private volatile List<X509Certificate> certificates = List.of();

    EngineConnection(ConnectionHandler handler, Executor pool, Traffic traffic, String remoteAddress) {
        this.handler = handler;
        this.pool = pool;
        this.serial = new SerializingExecutor(pool);
        this.traffic = traffic;
        this.remoteAddress = remoteAddress;
    }

    /** Frees what carries the connection, at once; may be called again. */
    abstract void release();

    /** Begins the call that carries the stream. */
    abstract void begin(StreamEnd stream);

    /** The connection is up, and the peer has shown these certificates. */
    void connected(String address, List<X509Certificate> shown) {
        remoteAddress = address;
        certificates = shown;
        isConnected = true;
        serial.execute(() -> handler.connected(this));
    }

    boolean hasConnected() {
        return isConnected;
    }

    boolean isConnected() {
        return isConnected && !isLost.get();
    }

    /** Returns what the peer has shown; empty without TLS. */
    List<X509Certificate> certificates() {
        return certificates;
    }

    @Override
    public String certifiedName() {
        return CertifiedName.of(certificates);
    }

    @Override
    public String remoteAddress() {
        return remoteAddress;
    }

    @Override
    public FrameStream open(Receiver receiver) {
        StreamEnd stream = newStream();
        stream.receiver(receiver);
        if (isLost.get()) {
            stream.lost("the connection is lost");
        } else {
            begin(stream);
        }
        return stream;
    }

    /** The peer has opened a stream with this call, which has begun. */
    void opened(StreamEnd stream, Wire call) {
        serial.execute(() -> {
            stream.receiver(handler.opened(this, stream));
            stream.attach(call);
        });
    }

    StreamEnd newStream() {
        StreamEnd[] made = new StreamEnd[1];
        StreamEnd stream = new StreamEnd(traffic, pool, () -> streams.remove(made[0]));
        made[0] = stream;
        streams.add(stream);
        if (isLost.get()) {
            stream.lost("the connection is lost"); // the one that has set it may not have seen this stream
        }
        return stream;
    }

    @Override
    public void close(String reason) {
        lost(reason);
    }

    /** The connection is gone: told once, to all streams first. */
    void lost(String reason) {
        if (isLost.compareAndSet(false, true)) {
            release();
            streams.forEach(stream -> stream.abort(reason));
            serial.execute(() -> handler.lost(this, reason));
        }
    }

    @Override
    public long sent() {
        return traffic.sent();
    }

    @Override
    public long received() {
        return traffic.received();
    }

    @Override
    public String toString() {
        return remoteAddress;
    }
}
