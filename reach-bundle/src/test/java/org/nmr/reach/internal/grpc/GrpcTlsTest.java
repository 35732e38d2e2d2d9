// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.reach.internal.bridge.Eventually;
import org.nmr.reach.internal.engine.Connection;
import org.nmr.reach.internal.engine.Engine;
import org.nmr.reach.internal.engine.EngineException;
import org.nmr.reach.internal.engine.Recorder;
import org.nmr.reach.internal.engine.Talker;
import org.nmr.reach.internal.engine.Talker.Opened;

/** Mutual TLS: who is let in, under which name, and what a change of the files does. */
class GrpcTlsTest {
    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Certificates certificates;

    private final List<Engine> engines = new ArrayList<>();
    private final Lines log = new Lines();
    private final Talker listening = new Talker();
    private final Talker dialling = new Talker();

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificates = new Certificates(folder)
                .signed("a", "CN=a")
                .signed("b", "CN=b")
                .signed("named", "CN=another", "-ext", "SAN=dns:c")
                .signed("expired", "CN=b", "-startdate", "-10d", "-validity", "2")
                .foreign("stranger", "CN=b");
    }

    @AfterEach
    void close() {
        engines.forEach(Engine::close);
    }

    private Engine engine(TlsSettings files) throws EngineException {
        Engine engine = new GrpcEngine(GrpcContractTest.FRAME, files, log);
        engines.add(engine);
        return engine;
    }

    private TlsSettings files(String node, String alias) throws Exception {
        return certificates.files(node, alias, Certificates.AUTHORITY);
    }

    private String listen() throws Exception {
        return engine(files("a", "a")).listen("127.0.0.1:0", listening);
    }

    private void assertRefused() {
        dialling.awaitLost();
        assertEquals(List.of("lost"), dialling.history());
        assertEquals(List.of(), listening.history());
        assertFalse(dialling.reasons().get(0).isBlank());
    }

    @Test
    void dial_bothCertified_bothKnowTheName() throws Exception {
        String address = listen();
        Connection dialled = engine(files("b", "b")).dial(address, dialling);
        assertEquals(dialled, dialling.connection());
        assertEquals("a", dialled.certifiedName());
        assertEquals("b", listening.connection().certifiedName());
        Recorder here = new Recorder();
        dialled.open(here).send(Recorder.numbered(1));
        Opened there = listening.stream(0);
        there.stream().send(Recorder.numbered(2));
        there.recorder().await("1");
        here.await("2");
    }

    @Test
    void certifiedName_certificateWithADnsName_isThatName() throws Exception {
        String address = listen();
        engine(files("b", "named")).dial(address, dialling);
        assertEquals("c", listening.connection().certifiedName());
    }

    @Test
    void dial_certificateOfNoAuthority_isLost() throws Exception {
        String address = listen();
        engine(files("b", "stranger")).dial(address, dialling);
        assertRefused();
    }

    @Test
    void dial_listenerOfNoAuthority_isLost() throws Exception {
        String address = engine(files("a", "stranger")).listen("127.0.0.1:0", listening);
        engine(files("b", "b")).dial(address, dialling);
        assertRefused();
    }

    @Test
    void dial_withoutTls_isLost() throws Exception {
        String address = listen();
        Engine plain = new GrpcEngine(GrpcContractTest.FRAME, null, log);
        engines.add(plain);
        plain.dial(address, dialling);
        assertRefused();
    }

    @Test
    void dial_withTlsWhereNoneIs_isLost() throws Exception {
        Engine plain = new GrpcEngine(GrpcContractTest.FRAME, null, log);
        engines.add(plain);
        String address = plain.listen("127.0.0.1:0", listening);
        engine(files("b", "b")).dial(address, dialling);
        assertRefused();
    }

    @Test
    void handshake_noCertificate_fails() throws Exception {
        String address = listen();
        assertThrows(IOException.class, () -> handshake(address, certificates.context(), "TLSv1.3"));
        assertThrows(IOException.class, () -> handshake(address, certificates.context(), "TLSv1.2"));
    }

    @Test
    void handshake_expiredCertificate_fails() throws Exception {
        String address = listen();
        SSLContext expired = certificates.context("expired");
        assertThrows(IOException.class, () -> handshake(address, expired, "TLSv1.3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void handshake_certified_succeedsByBothVersions(String version) throws Exception {
        handshake(listen(), certificates.context("b"), version);
    }

    /** Reads a byte after the handshake: in TLS 1.3 a client hears only then that it is refused. */
    private static void handshake(String address, SSLContext context, String version) throws IOException {
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(new String[] {version});
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(20_000);
            socket.startHandshake();
            if (socket.getInputStream().read() < 0) {
                throw new IOException("expected settings of HTTP/2, was the end");
            }
        }
    }

    @Test
    void trust_peerIsTakenOut_closesItsConnectionAndLetsItNotIn() throws Exception {
        TlsSettings own = certificates.files("a", "a", "b", "stranger");
        String address = engine(own).listen("127.0.0.1:0", listening);
        Talker staying = new Talker();
        engine(certificates.files("s", "stranger", "a")).dial(address, staying);
        staying.connection();
        TlsSettings revoked = certificates.files("b", "b", "a");
        engine(revoked).dial(address, dialling);
        dialling.connection();
        Eventually.until("both", () -> listening.history().size() == 2);

        certificates.trust(own, "stranger");

        dialling.awaitLost();
        assertEquals(List.of("connected", "connected", "lost"), awaitThree());
        assertTrue(listening.reasons().get(0).contains("not trusted any more"), listening.reasons()::toString);
        Talker again = new Talker();
        engine(revoked).dial(address, again);
        again.awaitLost();
        assertEquals(List.of("lost"), again.history());
        assertEquals(List.of("connected"), staying.history());
        assertEquals(3, listening.history().size());
    }

    private List<String> awaitThree() {
        Eventually.until("a loss", () -> listening.history().size() >= 3);
        return listening.history();
    }

    @Test
    void certificate_renewed_isShownInTheNextHandshake() throws Exception {
        TlsSettings own = files("a", "a");
        String address = engine(own).listen("127.0.0.1:0", listening);
        Engine client = engine(files("b", "b"));
        Connection before = client.dial(address, dialling);
        dialling.connection();
        certificates.certify(own, "named");
        Eventually.until(
                "a new reading in " + log.lines(), () -> log.lines().stream().anyMatch(line -> line.contains("again")));
        Talker later = new Talker();
        Connection after = client.dial(address, later);
        later.connection();
        assertEquals("c", after.certifiedName());
        assertEquals("a", before.certifiedName());
        assertEquals(List.of("connected"), dialling.history());
    }

    @Test
    void certificate_renewedByOneThatIsBroken_isSaidOnceAndTheOldOneStays() throws Exception {
        TlsSettings own = files("a", "a");
        String address = engine(own).listen("127.0.0.1:0", listening);
        Files.writeString(own.certificate(), "broken");
        Eventually.until("a warning", () -> !log.lines().isEmpty());
        engine(files("b", "b")).dial(address, dialling);
        assertEquals("a", dialling.connection().certifiedName());
        assertEquals(1, log.lines().size(), log.lines()::toString);
        assertTrue(log.lines().get(0).contains(own.certificate().toString()), log.lines()::toString);
    }

    @Test
    void engine_unusableFiles_namesTheFile() throws Exception {
        TlsSettings good = files("a", "a");
        assertNames(files("x", "expired").certificate(), files("x", "expired"));
        TlsSettings otherKey = files("y", "b");
        Files.copy(good.key(), otherKey.key(), StandardCopyOption.REPLACE_EXISTING);
        assertNames(otherKey.key(), otherKey);
        Path none = folder.resolve("none.pem");
        assertNames(none, new TlsSettings(none, good.key(), good.trust()));
        assertNames(none, new TlsSettings(good.certificate(), none, good.trust()));
        assertNames(none, new TlsSettings(good.certificate(), good.key(), none));
        Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
        assertNames(text, new TlsSettings(text, good.key(), good.trust()));
        assertNames(text, new TlsSettings(good.certificate(), text, good.trust()));
    }

    private void assertNames(Path file, TlsSettings files) {
        EngineException refused = assertThrows(EngineException.class, () -> engine(files));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains(file.toString()), message);
        assertFalse(message.contains("\n"), message);
    }

    @Test
    void listen_everywhereWithTls_isAllowed() throws Exception {
        engine(files("a", "a")).listen("0.0.0.0:0", listening);
    }
}
