// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/** A gRPC call as either end sees it. One thread at a time may send; any thread may ask and cancel. */
interface Wire {
    void send(byte[] message);

    void request(int messages);

    boolean isReady();

    /** Both directions have ended. */
    void finish();

    void cancel(String reason);

    /** The end that has dialled. */
    static Wire of(ClientCall<byte[], byte[]> call) {
        return new Wire() {
            @Override
            public void send(byte[] message) {
                call.sendMessage(message);
            }

            @Override
            public void request(int messages) {
                call.request(messages);
            }

            @Override
            public boolean isReady() {
                return call.isReady();
            }

            @Override
            public void finish() {
                call.halfClose();
            }

            @Override
            public void cancel(String reason) {
                call.cancel(reason, null);
            }
        };
    }

    /** The end that listens. */
    static Wire of(ServerCall<byte[], byte[]> call) {
        return new Wire() {
            @Override
            public void send(byte[] message) {
                call.sendMessage(message);
            }

            @Override
            public void request(int messages) {
                call.request(messages);
            }

            @Override
            public boolean isReady() {
                return call.isReady();
            }

            @Override
            public void finish() {
                call.close(Status.OK, new Metadata());
            }

            @Override
            public void cancel(String reason) {
                call.close(Status.ABORTED.withDescription(reason), new Metadata());
            }
        };
    }
}
