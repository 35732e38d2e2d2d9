// SPDX-License-Identifier: Apache-2.0
package org.nmr.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands on the page for operators make what a node needs. They want OpenSSL 3, as the page says. */
@Timeout(300)
class ReachPageTest {
    private static final Path PAGE = Path.of("..", "docs", "reach.md");
    private static final Pattern COMMANDS = Pattern.compile("(?s)```sh\\n(.*?)```");

    @TempDir
    Path folder;

    @Test
    void commands_executed_makeACertificateAndAKeyForEachNode() throws Exception {
        List<String> commands = commands();
        assertEquals(5, commands.size(), "the page promises five");
        for (String command : commands) {
            execute(command);
        }
        TrustAnchor authority = new TrustAnchor(certificate("trust.pem"), null);
        for (String node : List.of("a", "b")) {
            X509Certificate certificate = certificate(node + ".pem");
            assertTrusted(certificate, authority);
            assertEquals("CN=" + node, certificate.getSubjectX500Principal().getName());
            assertEquals(List.of(List.of(2, node)), List.copyOf(certificate.getSubjectAlternativeNames()), "DNS names");
            assertPair(certificate, key(node + ".key"));
        }
    }

    private static List<String> commands() throws IOException {
        Matcher block = COMMANDS.matcher(Files.readString(PAGE));
        assertTrue(block.find(), () -> "expected commands on " + PAGE);
        return block.group(1).lines().toList();
    }

    private void execute(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
        assertEquals(0, process.waitFor(), () -> command + ": " + said);
    }

    private X509Certificate certificate(String name) throws Exception {
        try (InputStream in = Files.newInputStream(folder.resolve(name))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private PrivateKey key(String name) throws Exception {
        String pem = Files.readString(folder.resolve(name));
        assertTrue(pem.startsWith("-----BEGIN PRIVATE KEY-----"), () -> name + ": expected PKCS#8: " + pem);
        byte[] encoded = Base64.getMimeDecoder().decode(pem.replaceAll("-----.*-----", ""));
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    private static void assertTrusted(X509Certificate certificate, TrustAnchor authority) throws Exception {
        PKIXParameters trust = new PKIXParameters(Set.of(authority));
        trust.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)), trust);
    }

    /** What the key signs, the certificate verifies. */
    private static void assertPair(X509Certificate certificate, PrivateKey key) throws Exception {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update((byte) 1);
        byte[] signed = signature.sign();
        signature.initVerify(certificate);
        signature.update((byte) 1);
        assertTrue(signature.verify(signed));
    }
}
