// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What comes to the port. A connection is what has one transport, whatever its calls say; it counts from its first call
 * on.
 */
final class Acceptor extends ServerTransportFilter {
    private static final Attributes.Key<AcceptedConnection> CONNECTION = Attributes.Key.create("nmr-connection");

    private final Function<Attributes, AcceptedConnection> make;
    private final String address;
    private final Strangers strangers;
    private final Set<AcceptedConnection> connections = ConcurrentHashMap.newKeySet();

    Acceptor(Function<Attributes, AcceptedConnection> make, String address, Strangers strangers) {
        this.make = make;
        this.address = address;
        this.strangers = strangers;
    }

    /** Those that are up. */
    Set<AcceptedConnection> connections() {
        return connections;
    }

    @Override
    public Attributes transportReady(Attributes attributes) {
        return attributes.toBuilder().set(CONNECTION, make.apply(attributes)).build();
    }

    @Override
    public void transportTerminated(@Nullable Attributes attributes) {
        AcceptedConnection gone = attributes == null ? null : attributes.get(CONNECTION);
        if (gone == null || !gone.hasConnected()) {
            strangers.gone(address);
        } else if (connections.remove(gone)) {
            gone.lost("the peer has closed the connection");
        }
    }

    ServerServiceDefinition service() {
        return ServerServiceDefinition.builder(Methods.SERVICE)
                .addMethod(Methods.CONTROL, (call, headers) -> control(call))
                .addMethod(Methods.STREAM, this::stream)
                .build();
    }

    private ServerCall.Listener<byte[]> control(ServerCall<byte[], byte[]> call) {
        AcceptedConnection connection = call.getAttributes().get(CONNECTION);
        if (connection == null || !connection.controlledBy(call)) {
            return refuse(call, "expected one control call for a connection");
        }
        connections.add(connection);
        connection.connected(
                Addresses.text(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR)),
                Shown.certificates(call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION)));
        return new ServerCall.Listener<>() {
            @Override
            public void onMessage(byte[] message) {
                lost("the peer does not speak the protocol of nmr-reach");
            }

            @Override
            public void onHalfClose() {
                lost("the peer has ended the connection");
            }

            @Override
            public void onCancel() {
                lost("the peer has closed the connection");
            }

            private void lost(String reason) {
                connections.remove(connection);
                connection.lost(reason);
            }
        };
    }

    private ServerCall.Listener<byte[]> stream(ServerCall<byte[], byte[]> call, Metadata headers) {
        AcceptedConnection connection = call.getAttributes().get(CONNECTION);
        if (connection == null || !connection.isConnected()) {
            return refuse(call, "expected a control call before any other");
        }
        String token = headers.get(Methods.TOKEN);
        StreamEnd stream = connection.streamOf(token);
        if (stream == null) {
            return refuse(call, "expected a token that was sent and not used");
        }
        call.sendHeaders(new Metadata());
        if (token == null) {
            connection.opened(stream, Wire.of(call));
        } else {
            stream.attach(Wire.of(call));
        }
        return new StreamListener(stream, CloseReason.current());
    }

    private static ServerCall.Listener<byte[]> refuse(ServerCall<byte[], byte[]> call, String why) {
        call.close(Status.FAILED_PRECONDITION.withDescription(why), new Metadata());
        return new ServerCall.Listener<>() {};
    }

    /** What comes of a stream. */
    private static final class StreamListener extends ServerCall.Listener<byte[]> {
        private final StreamEnd stream;
        private final CloseReason reason;

        StreamListener(StreamEnd stream, CloseReason reason) {
            this.stream = stream;
            this.reason = reason;
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
        public void onCancel() {
            String why = reason.text();
            stream.closed(why.isEmpty() ? "the peer has ended the stream, or the connection is lost" : why);
        }
    }
}
