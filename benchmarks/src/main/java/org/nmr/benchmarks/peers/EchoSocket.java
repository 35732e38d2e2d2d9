// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.nmr.benchmarks.peers.work.Echo;

/** Echo with a length in front of the data, and nothing else: the floor. */
final class EchoSocket implements Echo, AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    EchoSocket(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    }

    static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Dials as often as it reads a line, and answers on each connection. */
    static void serve(InputStream lines, String address) throws IOException {
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        System.out.println("answer: ready");
        for (int next = lines.read(); next >= 0; next = lines.read()) {
            if (next == '\n') {
                EchoSocket echo = new EchoSocket(new Socket(InetAddress.getLoopbackAddress(), port));
                Thread thread = new Thread(echo::answer, "echo");
                thread.setDaemon(true);
                thread.start();
                System.out.println("answer: 0");
            }
        }
    }

    private void answer() {
        try (this) {
            while (true) {
                write(read());
            }
        } catch (EOFException ended) {
            // the other end has closed
        } catch (IOException e) {
            System.err.println("echo: " + e);
        }
    }

    @Override
    public byte[] echo(byte[] data) {
        try {
            write(data);
            return read();
        } catch (IOException e) {
            throw new IllegalStateException("echo over TCP", e);
        }
    }

    @Override
    public void hold(long millis) {
        throw new UnsupportedOperationException("echo over TCP has no end to wait for");
    }

    @Override
    public int held() {
        return 0;
    }

    private byte[] read() throws IOException {
        byte[] data = new byte[in.readInt()];
        in.readFully(data);
        return data;
    }

    private void write(byte[] data) throws IOException {
        out.writeInt(data.length);
        out.write(data);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
