// SPDX-License-Identifier: Apache-2.0
package org.nmr.sample.provider;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.nmr.sample.support.Threads;

/** The far end of the network: sends every datagram back to where it came from. */
final class EchoServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EchoServer.class.getName());

    private final DatagramSocket socket;
    private final Thread thread;

    EchoServer() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        thread = Threads.start("nmr-sample-provider echo", this::echoAll);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
    }

    private void echoAll() {
        DatagramPacket packet = Datagrams.empty();
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
                socket.send(packet);
            } catch (IOException e) {
                LOG.log(socket.isClosed() ? DEBUG : WARNING, "Echo server: a datagram is lost", e);
            }
        }
    }

    /** Returns when the thread has ended. */
    @Override
    public void close() {
        socket.close();
        Threads.join(thread);
    }
}
