// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What a peer has shown in the handshake. */
final class Shown {
    private Shown() {}

    /** Returns its certificates, its own first; empty without TLS. */
    static List<X509Certificate> certificates(@Nullable SSLSession session) {
        if (session == null) {
            return List.of();
        }
        List<X509Certificate> shown = new ArrayList<>();
        try {
            for (Certificate each : session.getPeerCertificates()) {
                if (each instanceof X509Certificate certificate) {
                    shown.add(certificate);
                }
            }
        } catch (SSLPeerUnverifiedException impossible) {
            return List.of(); // the listening end requires them
        }
        return shown;
    }
}
