// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.nmr.reach.internal.engine.ConnectionHandler;

/** The end that has dialled: a channel, and a call that the listening end tells which streams it wants. */
final class DialledConnection extends EngineConnection {
    /** Guarded by this; absent until it has begun. */
    private @Nullable ManagedChannel channel;

    /** Guarded by this. */
    private boolean isReleased;

    DialledConnection(ConnectionHandler handler, Executor pool, Traffic traffic, String address) {
        super(handler, pool, traffic, address);
    }

    /** Begins to connect. */
    void dial(ManagedChannel given) {
        synchronized (this) {
            channel = given;
            if (isReleased) {
                given.shutdownNow();
                return;
            }
        }
        ClientCall<byte[], byte[]> control = given.newCall(Methods.CONTROL, CallOptions.DEFAULT);
        control.start(new ControlListener(control), new Metadata());
        control.request(1);
    }

    @Override
    void begin(StreamEnd stream) {
        call(stream, new Metadata());
    }

    private void call(StreamEnd stream, Metadata headers) {
        ManagedChannel now;
        synchronized (this) {
            now = channel;
        }
        if (now == null) {
            stream.lost("the connection is not up");
            return;
        }
        ClientCall<byte[], byte[]> call = now.newCall(Methods.STREAM, CallOptions.DEFAULT);
        call.start(new StreamListener(stream), headers);
        stream.attach(Wire.of(call));
    }

    @Override
    void release() {
        ManagedChannel now;
        synchronized (this) {
            isReleased = true;
            now = channel;
        }
        if (now != null) {
            now.shutdownNow();
        }
    }

    /** What the listening end says about the connection. */
    private final class ControlListener extends ClientCall.Listener<byte[]> {
        private final ClientCall<byte[], byte[]> control;

        ControlListener(ClientCall<byte[], byte[]> control) {
            this.control = control;
        }

        @Override
        public void onMessage(byte[] message) {
            if (message.length != Long.BYTES) {
                lost("the peer does not speak the protocol of nmr-reach");
                return;
            }
            long token = ByteBuffer.wrap(message).getLong();
            if (token != 0) {
                openFor(token);
            } else if (!isConnected()) {
                var attributes = control.getAttributes();
                connected(
                        Addresses.text(attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)),
                        Shown.certificates(attributes.get(Grpc.TRANSPORT_ATTR_SSL_SESSION)));
            }
            control.request(1);
        }

        private void openFor(long token) {
            ManagedChannel now;
            synchronized (DialledConnection.this) {
                now = channel;
            }
            if (now == null) {
                return;
            }
            Metadata headers = new Metadata();
            headers.put(Methods.TOKEN, String.valueOf(token));
            ClientCall<byte[], byte[]> call = now.newCall(Methods.STREAM, CallOptions.DEFAULT);
            StreamEnd stream = newStream();
            call.start(new StreamListener(stream), headers);
            opened(stream, Wire.of(call));
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            lost(Reasons.of(status));
        }
    }

    /** What comes of a stream. */
    private static final class StreamListener extends ClientCall.Listener<byte[]> {
        private final StreamEnd stream;

        StreamListener(StreamEnd stream) {
            this.stream = stream;
        }

        @Override
        public void onMessage(byte[] message) {
            stream.message(message);
        }

        @Override
        public void onReady() {
            stream.ready();
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            stream.closed(Reasons.of(status));
        }
    }
}
