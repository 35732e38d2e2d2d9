// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.reach.internal.bridge.Eventually;
import org.nmr.reach.internal.engine.Connection;
import org.nmr.reach.internal.engine.Engine;
import org.nmr.reach.internal.engine.EngineException;
import org.nmr.reach.internal.engine.FrameStream;
import org.nmr.reach.internal.engine.Recorder;
import org.nmr.reach.internal.engine.Talker;

/** What comes to a port that is no node, or a node that breaks the rules, harms no other. */
class GrpcHostileTest {
    private static final int FRAME = 64 * 1024;
    private static final int FLOOD = 200;

    private final Talker listening = new Talker();
    private final Talker dialling = new Talker();
    private final Lines log = new Lines();
    private final Counting records = new Counting();
    private final Logger root = Logger.getLogger("");

    @SuppressWarnings("NullAway.Init") // set before each test
    private Engine server;

    @SuppressWarnings("NullAway.Init")
    private Engine client;

    @SuppressWarnings("NullAway.Init")
    private String address;

    @BeforeEach
    void listen() throws Exception {
        root.addHandler(records);
        server = new GrpcEngine(FRAME, null, log);
        client = new GrpcEngine(16 * FRAME, null, log);
        address = server.listen("127.0.0.1:0", listening);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        root.removeHandler(records);
    }

    private Socket socket() throws IOException {
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** A real node gets in, and frames go both ways. */
    private void assertServes() {
        Recorder here = new Recorder();
        int before = listening.streams();
        Talker talker = new Talker();
        client.dial(address, talker);
        talker.connection().open(here).send(Recorder.numbered(1));
        listening.stream(before).recorder().await("1");
        listening.stream(before).stream().send(Recorder.numbered(2));
        here.await("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n then garbage"})
    void port_notOurProtocol_isClosedAndOthersAreServed(String text) throws IOException {
        byte[] sent = text.getBytes(StandardCharsets.ISO_8859_1);
        if (sent.length == 0) {
            sent = new byte[10_000];
            new Random(1).nextBytes(sent);
        }
        try (Socket socket = socket()) {
            socket.getOutputStream().write(sent);
            readToTheEnd(socket);
        }
        assertServes();
        assertEquals(List.of("connected", "opened"), listening.history());
    }

    private static void readToTheEnd(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
        } catch (SocketTimeoutException stillOpen) {
            throw new AssertionError("expected the end of the connection", stillOpen);
        } catch (IOException reset) {
            // closed, too
        }
    }

    @Test
    void port_floodOfGarbage_isLoggedWithoutAFlood() throws IOException {
        for (int i = 0; i < FLOOD; i++) {
            try (Socket socket = socket()) {
                socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
                readToTheEnd(socket);
            }
        }
        assertServes();
        assertEquals(1, log.lines().size(), log.lines()::toString);
        assertTrue(log.lines().get(0).contains("127.0.0.1:"), log.lines()::toString);
        assertEquals(List.of(), records.names());
    }

    @Test
    void port_floodOfSilentConnections_leavesOthersServed() throws IOException {
        assertServes();
        int threads = Thread.activeCount();
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < FLOOD; i++) {
                silent.add(socket());
            }
            assertServes();
            int now = Thread.activeCount();
            assertTrue(
                    now <= threads + 4,
                    () -> "expected no thread for each connection, were " + threads + " and " + now);
        } finally {
            for (Socket each : silent) {
                each.close();
            }
        }
    }

    @Test
    void dial_floodOfConnections_allAreLostAndOthersServed() {
        List<Talker> talkers = new ArrayList<>();
        for (int i = 0; i < FLOOD; i++) {
            Talker talker = new Talker();
            talkers.add(talker);
            client.dial(address, talker).close("test");
        }
        talkers.forEach(Talker::awaitLost);
        assertServes();
        Eventually.until("as many losses as connections, was " + listening.history(), () -> {
            List<String> history = listening.history();
            return history.stream().filter("lost"::equals).count()
                    == history.stream().filter("connected"::equals).count() - 1;
        });
    }

    @Test
    void send_frameThatIsTooLong_losesItsStreamOnly() {
        Recorder other = new Recorder();
        client.dial(address, dialling);
        Connection connection = dialling.connection();
        connection.open(other).send(Recorder.numbered(1));
        FrameStream there = listening.stream(0).stream();
        Recorder here = new Recorder();
        connection.open(here).send(Recorder.numbered(2, 2 * FRAME));
        here.await("lost");
        Recorder tooLong = listening.stream(1).recorder();
        tooLong.await("lost");
        assertEquals(List.of("lost"), tooLong.history());
        assertNamesTheLimit(tooLong.reason(), FRAME);
        there.send(Recorder.numbered(3));
        other.await("3");
        assertEquals(List.of("connected"), dialling.history());
    }

    @Test
    void send_frameThatIsTooLongForTheDialler_losesItsStreamOnly() {
        Recorder here = new Recorder();
        client.dial(address, dialling);
        Connection connection = dialling.connection();
        connection.open(here);
        listening.stream(0).stream().send(Recorder.numbered(2, 17 * FRAME));
        here.await("lost");
        listening.stream(0).recorder().await("lost");
        assertEquals(List.of("lost"), here.history());
        assertNamesTheLimit(here.reason(), 16 * FRAME);
        assertEquals(List.of("connected"), dialling.history());
    }

    private static void assertNamesTheLimit(String reason, int limit) {
        assertTrue(reason.contains(String.valueOf(limit)), () -> "expected the limit " + limit + " in: " + reason);
        assertOneLine(reason);
    }

    @Test
    void send_emptyFrame_isRefused() {
        client.dial(address, dialling);
        FrameStream stream = dialling.connection().open(new Recorder());
        assertThrows(IllegalArgumentException.class, () -> stream.send(new byte[0]));
    }

    @Test
    void dial_whatIsNoNode_isLostWithAReason() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> {
                try (Socket socket = other.accept()) {
                    socket.getOutputStream().write("220 mail.example.org ready\r\n".getBytes(StandardCharsets.UTF_8));
                    socket.getInputStream().read(new byte[1000]);
                } catch (IOException ended) {
                    // the dialler has gone
                }
            });
            answering.start();
            client.dial("127.0.0.1:" + other.getLocalPort(), dialling);
            dialling.awaitLost();
            assertEquals(List.of("lost"), dialling.history());
            assertOneLine(dialling.reasons().get(0));
            answering.join();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:0", "192.0.2.1:7001", "[::]:0"})
    void listen_notLoopbackWithoutTls_isRefused(String elsewhere) {
        EngineException refused = assertThrows(EngineException.class, () -> server.listen(elsewhere, new Talker()));
        assertTrue(String.valueOf(refused.getMessage()).contains("nmr.reach.tls.certificate"), refused::getMessage);
        client.dial(elsewhere, dialling);
        dialling.awaitLost();
        assertTrue(dialling.reasons().get(0).contains("nmr.reach.tls.certificate"), dialling.reasons()::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", ":1", "localhost:", "localhost:65536", "localhost:-1", "localhost:x"})
    void listen_whatIsNoAddress_saysWhatWasExpected(String text) {
        EngineException refused = assertThrows(EngineException.class, () -> server.listen(text, new Talker()));
        assertTrue(String.valueOf(refused.getMessage()).contains("expected host:port"), refused::getMessage);
    }

    @Test
    void listen_portInUse_saysWhatToDo() {
        EngineException refused = assertThrows(EngineException.class, () -> client.listen(address, new Talker()));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("cannot listen "), message);
        assertTrue(message.contains(address) && message.contains("choose another port"), message);
    }

    private static void assertOneLine(String reason) {
        assertTrue(!reason.isBlank() && reason.lines().count() == 1 && reason.length() < 400, reason);
    }

    /** Counts what libraries log. */
    private static final class Counting extends Handler {
        private final List<String> records = new CopyOnWriteArrayList<>();

        List<String> names() {
            return records;
        }

        @Override
        public void publish(LogRecord entry) {
            records.add(entry.getLoggerName());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
