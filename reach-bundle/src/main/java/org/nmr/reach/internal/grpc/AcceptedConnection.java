// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.nmr.reach.internal.engine.ConnectionHandler;

/**
 * The end that listens. It cannot open calls: it sends a token, and the dialling end opens a call with this token.
 */
final class AcceptedConnection extends EngineConnection {
    private final Runnable closeTransport;
    private final AtomicLong tokens = new AtomicLong();

    /** Streams for which there is no call yet. */
    private final Map<Long, StreamEnd> asked = new ConcurrentHashMap<>();

    /** Guarded by this; absent until the dialling end has opened it. */
    private @Nullable ServerCall<byte[], byte[]> control;

    AcceptedConnection(
            ConnectionHandler handler, Executor pool, Traffic traffic, String address, Runnable closeTransport) {
        super(handler, pool, traffic, address);
        this.closeTransport = closeTransport;
    }

    /** The first call has come; returns false if there is one already. */
    synchronized boolean controlledBy(ServerCall<byte[], byte[]> call) {
        if (control != null) {
            return false;
        }
        control = call;
        call.request(1);
        call.sendHeaders(new Metadata());
        send(0);
        return true;
    }

    /** Called with this. */
    private void send(long token) {
        if (control != null) {
            control.sendMessage(ByteBuffer.allocate(Long.BYTES).putLong(token).array());
        }
    }

    @Override
    void begin(StreamEnd stream) {
        long token = tokens.incrementAndGet();
        asked.put(token, stream);
        synchronized (this) {
            send(token);
        }
    }

    /** The stream of a token, or a new one that the peer wants; none if the token is not known. */
    @Nullable
    StreamEnd streamOf(@Nullable String token) {
        if (token == null) {
            return newStream();
        }
        try {
            return asked.remove(Long.valueOf(token));
        } catch (NumberFormatException noToken) {
            return null;
        }
    }

    @Override
    void release() {
        synchronized (this) {
            if (control != null) {
                control.close(Status.ABORTED.withDescription("the node has ended the connection"), new Metadata());
            }
        }
        asked.clear();
        closeTransport.run();
    }
}
