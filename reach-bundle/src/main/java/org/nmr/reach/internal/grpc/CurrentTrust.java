// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts whom the files trust now. It does not compare the certificate with the host that was dialled: nodes have names
 * of their own, which the bridge compares.
 */
final class CurrentTrust extends X509ExtendedTrustManager {
    private final Check check;

    CurrentTrust(Check check) {
        this.check = check;
    }

    /** Throws if a chain is not trusted. */
    interface Check {
        void check(X509Certificate[] shown, String authentication, boolean isClient) throws CertificateException;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check.check(chain, type, /* isClient= */ true);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check.check(chain, type, /* isClient= */ false);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checkClientTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        checkServerTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0]; // peers show the one certificate that they have
    }
}
