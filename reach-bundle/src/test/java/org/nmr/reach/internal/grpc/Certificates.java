// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Certificates made by the keytool of this JDK, all in one store; an authority has signed most of them. */
final class Certificates {
    static final String AUTHORITY = "authority";
    private static final String PASSWORD = "of-a-test";

    private final Path folder;

    Certificates(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        keytool(AUTHORITY, "CN=authority", List.of("-ext", "bc:c"));
    }

    /** Makes a certificate of the authority. */
    Certificates signed(String alias, String subject, String... more) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(List.of("-signer", AUTHORITY));
        options.addAll(List.of(more));
        keytool(alias, subject, options);
        return this;
    }

    /** Makes a certificate that no authority has signed. */
    Certificates foreign(String alias, String subject) throws IOException, InterruptedException {
        keytool(alias, subject, List.of());
        return this;
    }

    /** Writes the files of a node: its certificate and key, and whom it trusts. */
    TlsSettings files(String node, String alias, String... trusted) throws IOException, GeneralSecurityException {
        TlsSettings files = new TlsSettings(
                folder.resolve(node + ".pem"), folder.resolve(node + ".key"), folder.resolve(node + ".trust"));
        certify(files, alias);
        trust(files, trusted);
        return files;
    }

    /** Writes the certificate and key of a node. */
    void certify(TlsSettings files, String alias) throws IOException, GeneralSecurityException {
        Files.writeString(
                files.key(),
                pem("PRIVATE KEY", store().getKey(alias, PASSWORD.toCharArray()).getEncoded()));
        replace(files.certificate(), certificate(alias));
    }

    /** Writes whom a node trusts. */
    void trust(TlsSettings files, String... trusted) throws IOException, GeneralSecurityException {
        StringBuilder all = new StringBuilder();
        for (String alias : trusted) {
            all.append(certificate(alias));
        }
        replace(files.trust(), all.toString());
    }

    /** At once, as those do who renew certificates: a reader must not see half a file. */
    private void replace(Path file, String text) throws IOException {
        Path written = Files.writeString(folder.resolve("new"), text);
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private String certificate(String alias) throws IOException, GeneralSecurityException {
        return pem("CERTIFICATE", store().getCertificate(alias).getEncoded());
    }

    /** Makes a client that trusts everybody; without an alias it has no certificate. */
    SSLContext context(String... alias) throws IOException, GeneralSecurityException {
        KeyStore only = KeyStore.getInstance("PKCS12");
        only.load(null, null);
        for (String each : alias) {
            Certificate[] chain = {store().getCertificate(each)};
            only.setKeyEntry(each, store().getKey(each, PASSWORD.toCharArray()), PASSWORD.toCharArray(), chain);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(only, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), new TrustManager[] {new TrustAll()}, null);
        return context;
    }

    private KeyStore store() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("store.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private void keytool(String alias, String subject, List<String> more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-alias", alias));
        command.addAll(List.of("-dname", subject, "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", folder.resolve("store.p12").toString()));
        command.addAll(more);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: expected exit status 0, was " + process.exitValue() + ": " + said);
        }
    }

    private static String pem(String kind, byte[] encoded) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END " + kind
                + "-----\n";
    }

    /** A peer that does not care. */
    private static final class TrustAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
