// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Certificates for nodes, made by the JDK's keytool, each its own authority. */
final class Certificates {
    private static final String PASSWORD = "benchmark"; // of a file that is read once

    private Certificates() {}

    /** Writes for each node {@code NAME.pem} and {@code NAME.key}, and one {@code trust.pem}. */
    static Path make(Path folder, List<String> nodes)
            throws IOException, InterruptedException, GeneralSecurityException {
        List<String> trusted = new ArrayList<>();
        for (String node : nodes) {
            Path store = folder.resolve(node + ".p12");
            keytool(store, node);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            String certificate = pem("CERTIFICATE", keys.getCertificate(node).getEncoded());
            Files.writeString(folder.resolve(node + ".pem"), certificate);
            Files.writeString(
                    folder.resolve(node + ".key"),
                    pem("PRIVATE KEY", keys.getKey(node, PASSWORD.toCharArray()).getEncoded()));
            trusted.add(certificate);
        }
        Files.writeString(folder.resolve("trust.pem"), String.join("", trusted));
        return folder;
    }

    private static void keytool(Path store, String node) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-alias", node));
        command.addAll(List.of("-dname", "CN=" + node, "-ext", "SAN=dns:" + node, "-validity", "2"));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), System.getProperty("native.encoding"));
        if (process.waitFor() != 0) {
            throw new IOException("keytool: expected exit status 0, was " + process.exitValue() + ": " + said);
        }
    }

    private static String pem(String kind, byte[] encoded) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END " + kind + "-----\n";
    }
}
