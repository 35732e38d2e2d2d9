// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import org.nmr.reach.internal.engine.EngineException;

/**
 * What the files had in them at one time.
 *
 * @param keys this node's certificate and key
 * @param trust whom it trusts
 */
record TlsMaterial(X509ExtendedKeyManager keys, X509TrustManager trust) {
    private static final char[] PASSWORD = {}; // the key store is in memory only

    /** Reads the files, and checks that they belong together. */
    static TlsMaterial read(TlsSettings files) throws EngineException {
        List<X509Certificate> own = Pem.certificates(files.certificate());
        PrivateKey key = Pem.key(files.key(), own.get(0).getPublicKey().getAlgorithm());
        List<X509Certificate> trusted = Pem.certificates(files.trust());
        try {
            own.get(0).checkValidity();
        } catch (CertificateException e) {
            throw new EngineException(
                    files.certificate() + ": expected a certificate that is valid now, but it is from "
                            + own.get(0).getNotBefore().toInstant() + " to "
                            + own.get(0).getNotAfter().toInstant() + "; renew it, or correct the clock",
                    e);
        }
        try {
            requirePair(files, own.get(0), key);
            return new TlsMaterial(keys(own, key), trust(trusted));
        } catch (GeneralSecurityException | IOException e) {
            throw new EngineException("the certificates cannot be used: " + Reasons.oneLine("" + e.getMessage()), e);
        }
    }

    private static void requirePair(TlsSettings files, X509Certificate certificate, PrivateKey key)
            throws EngineException, GeneralSecurityException {
        String algorithm = key.getAlgorithm();
        Signature signature = Signature.getInstance(
                switch (algorithm) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> algorithm;
                });
        byte[] text = {1, 2, 3};
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(text);
        if (!signature.verify(signed)) {
            throw new EngineException(
                    files.key() + ": expected the key of the first certificate in " + files.certificate()
                            + ", but it is the key of another one",
                    null);
        }
    }

    private static X509ExtendedKeyManager keys(List<X509Certificate> own, PrivateKey key)
            throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        store.setKeyEntry("own", key, PASSWORD, own.toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD);
        for (KeyManager each : factory.getKeyManagers()) {
            if (each instanceof X509ExtendedKeyManager found) {
                return found;
            }
        }
        throw new GeneralSecurityException("this JDK has no key manager for X.509");
    }

    private static X509TrustManager trust(List<X509Certificate> trusted) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        for (int i = 0; i < trusted.size(); i++) {
            store.setCertificateEntry("trusted " + i, trusted.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        for (TrustManager each : factory.getTrustManagers()) {
            if (each instanceof X509TrustManager found) {
                return found;
            }
        }
        throw new GeneralSecurityException("this JDK has no trust manager for X.509");
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        return store;
    }
}
