// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.grpc;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.nmr.reach.internal.engine.EngineException;

/**
 * Mutual TLS by the JDK. Handshakes use what the files had when they were read last; {@link #readAgain} is called now
 * and then.
 */
final class Tls {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final TlsSettings files;
    private final System.Logger log;
    private volatile TlsMaterial material;

    /** Only for the one thread that reads again: what was read last, also if it could not be used. */
    private List<String> seen;

    Tls(TlsSettings files, System.Logger log) throws EngineException {
        this.files = files;
        this.log = log;
        this.seen = look();
        this.material = TlsMaterial.read(files);
    }

    SslContext listening() throws EngineException {
        SslContextBuilder builder = SslContextBuilder.forServer(new CurrentKeys(() -> material.keys()));
        return context(builder.clientAuth(ClientAuth.REQUIRE));
    }

    SslContext dialling() throws EngineException {
        return context(SslContextBuilder.forClient().keyManager(new CurrentKeys(() -> material.keys())));
    }

    private SslContext context(SslContextBuilder builder) throws EngineException {
        try {
            return GrpcSslContexts.configure(builder, SslProvider.JDK)
                    .trustManager(new CurrentTrust(this::check))
                    .protocols(PROTOCOLS)
                    .build();
        } catch (SSLException e) {
            throw new EngineException("TLS cannot be used: " + Reasons.oneLine("" + e.getMessage()), e);
        }
    }

    /** A trusted certificate that is shown itself would not be checked for its dates. */
    private void check(X509Certificate[] shown, String authentication, boolean isClient) throws CertificateException {
        if (shown.length > 0) {
            shown[0].checkValidity();
        }
        if (isClient) {
            material.trust().checkClientTrusted(shown, authentication);
        } else {
            material.trust().checkServerTrusted(shown, authentication);
        }
    }

    /** Returns why a peer would not be trusted any more; null if it would. */
    @Nullable
    String distrust(List<X509Certificate> shown) {
        try {
            X509Certificate[] chain = shown.toArray(X509Certificate[]::new);
            check(chain, chain[0].getPublicKey().getAlgorithm(), /* isClient= */ true);
            return null;
        } catch (CertificateException | IllegalArgumentException e) {
            return "its certificate is not trusted any more: " + Reasons.oneLine("" + e.getMessage());
        }
    }

    /** Reads the files if one has changed; what cannot be used is said once, and what was there is used on. */
    void readAgain() {
        List<String> now = look();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            material = TlsMaterial.read(files);
            log.log(INFO, "read the certificates again: " + files.certificate() + ", " + files.trust());
        } catch (EngineException e) {
            log.log(
                    WARNING,
                    "the certificates have changed, but cannot be used; those of before are. " + e.getMessage());
        }
    }

    private List<String> look() {
        return Stream.of(files.certificate(), files.key(), files.trust())
                .map(Tls::look)
                .toList();
    }

    private static String look(Path file) {
        try {
            return Files.getLastModifiedTime(file) + " " + Files.size(file);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
