// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nmr.reach.internal.engine.EngineException;

/** Certificates and keys in PEM files. */
final class Pem {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private Pem() {}

    /** Returns all, at least one. */
    static List<X509Certificate> certificates(Path file) throws EngineException {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (found.isEmpty()) {
                throw new EngineException(
                        file + ": expected certificates between -----BEGIN CERTIFICATE----- lines, found none", null);
            }
            return found;
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (CertificateException e) {
            throw new EngineException(
                    file + ": expected certificates as PEM: " + Reasons.oneLine("" + e.getMessage()), e);
        }
    }

    /** Returns the key, of the algorithm of its certificate. */
    static PrivateKey key(Path file, String algorithm) throws EngineException {
        try {
            Matcher key = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
            if (!key.find()) {
                throw new EngineException(
                        file + ": expected a key after -----BEGIN PRIVATE KEY-----, found none. Another format becomes"
                                + " this one by openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW",
                        null);
            }
            byte[] encoded = Base64.getMimeDecoder().decode(key.group(1));
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new EngineException(
                    file + ": expected a key of the algorithm " + algorithm + ", as the certificate has it: "
                            + Reasons.oneLine("" + e.getMessage()),
                    e);
        }
    }

    private static EngineException unreadable(Path file, IOException e) {
        return new EngineException(file + ": expected a file that can be read: " + Reasons.oneLine("" + e), e);
    }
}
