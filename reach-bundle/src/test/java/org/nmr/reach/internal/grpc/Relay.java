// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands between two nodes: passes bytes on, or holds them, or breaks the connections. */
final class Relay implements AutoCloseable {
    private final ServerSocket listening;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Object gate = new Object();

    /** Guarded by the gate. */
    private boolean isStalled;

    Relay(String to) throws IOException {
        target = Integer.parseInt(to.substring(to.lastIndexOf(':') + 1));
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    String address() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    void stall() {
        synchronized (gate) {
            isStalled = true;
        }
    }

    void goOn() {
        synchronized (gate) {
            isStalled = false;
            gate.notifyAll();
        }
    }

    /** Breaks all connections, as a process that is killed does. */
    void cut() {
        sockets.forEach(Relay::reset);
        sockets.clear();
    }

    private void accept() throws IOException {
        while (true) {
            Socket from = listening.accept();
            Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.addAll(List.of(from, to));
            start(() -> pump(from, to));
            start(() -> pump(to, from));
        }
    }

    private void pump(Socket from, Socket to) throws IOException, InterruptedException {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                synchronized (gate) {
                    while (isStalled) {
                        gate.wait();
                    }
                }
                out.write(buffer, 0, read);
            }
        } finally {
            from.close();
            to.close();
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException closed) {
            // that is what was wanted
        }
    }

    private static void start(Pumping pumping) {
        Thread thread = new Thread(
                () -> {
                    try {
                        pumping.run();
                    } catch (IOException | InterruptedException ended) {
                        // a socket was closed
                    }
                },
                "relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
        goOn();
    }

    private interface Pumping {
        void run() throws IOException, InterruptedException;
    }
}
