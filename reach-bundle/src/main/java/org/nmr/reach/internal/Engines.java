// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nmr.reach.internal.bridge.NodeSettings;
import org.nmr.reach.internal.engine.Engine;
import org.nmr.reach.internal.engine.EngineException;
import org.nmr.reach.internal.grpc.GrpcEngine;
import org.nmr.reach.internal.grpc.TlsSettings;

/** Makes the engine: the only place that names one. */
final class Engines {
    private Engines() {}

    static Engine open(NodeSettings node, Settings settings, System.Logger log) throws EngineException {
        return new GrpcEngine(
                node.limits().frameBytes(), settings.tls().map(Engines::files).orElse(null), log);
    }

    private static @Nullable TlsSettings files(Tls tls) {
        return new TlsSettings(Path.of(tls.certificate()), Path.of(tls.key()), Path.of(tls.trust()));
    }
}
