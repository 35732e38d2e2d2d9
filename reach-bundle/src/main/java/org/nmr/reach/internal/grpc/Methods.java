// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The two methods of the service, without any generated code: messages are bytes. */
final class Methods {
    static final String SERVICE = "nmr.reach";

    /** The first call of a connection. The listening end sends 8 bytes: 0 as welcome, then tokens. */
    static final MethodDescriptor<byte[], byte[]> CONTROL = method("Control");

    /** A stream of frames; an empty message says that its sender sends nothing more. */
    static final MethodDescriptor<byte[], byte[]> STREAM = method("Stream");

    /** Says for which token of the listening end a stream is opened; absent if the dialling end wants it. */
    static final Metadata.Key<String> TOKEN = Metadata.Key.of("nmr-token", Metadata.ASCII_STRING_MARSHALLER);

    private Methods() {}

    private static MethodDescriptor<byte[], byte[]> method(String name) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(MethodType.BIDI_STREAMING)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .setRequestMarshaller(Bytes.INSTANCE)
                .setResponseMarshaller(Bytes.INSTANCE)
                .build();
    }

    /** gRPC checks the size before. */
    private enum Bytes implements Marshaller<byte[]> {
        INSTANCE;

        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw Status.INTERNAL
                        .withDescription("cannot read a message")
                        .withCause(e)
                        .asRuntimeException();
            }
        }
    }
}
