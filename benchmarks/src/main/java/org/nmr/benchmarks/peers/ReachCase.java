// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How two JVMs are connected. */
enum ReachCase implements Contender {
    /** Frames with a length over a socket for each thread. */
    TCP("TCP, a socket for each thread", Standing.FLOOR),
    PLAIN("**reach**, plain", Standing.PROJECT),
    TLS("**reach**, mutual TLS", Standing.PROJECT);

    private final String label;
    private final Standing standing;

    ReachCase(String label, Standing standing) {
        this.label = label;
        this.standing = standing;
    }

    static List<ReachCase> all() {
        return List.of(values());
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public Standing standing() {
        return standing;
    }

    /** The configuration of a node, apart from whom it knows. */
    Map<String, String> properties(String node, Path certificates) {
        Map<String, String> properties = new HashMap<>();
        properties.put("nmr.reach.node", node);
        properties.put("nmr.reach.expiry", "PT1.5S");
        if (this == TLS) {
            properties.put("nmr.reach.tls.certificate", certificates.resolve(node + ".pem").toString());
            properties.put("nmr.reach.tls.key", certificates.resolve(node + ".key").toString());
            properties.put("nmr.reach.tls.trust", certificates.resolve("trust.pem").toString());
        }
        return properties;
    }
}
