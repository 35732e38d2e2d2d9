// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nmr.reach.internal.wire.LinkMessage.Limits;

/**
 * What a node is.
 *
 * @param name its name
 * @param listen where it listens
 * @param connect whom it dials
 * @param allowed for NPIs that are not for every node: those that may have them
 * @param expiry after how long without a frame a node is lost
 * @param limits what this node takes
 */
public record NodeSettings(
        String name,
        Optional<String> listen,
        List<String> connect,
        Map<String, Set<String>> allowed,
        Duration expiry,
        Limits limits) {
    /** Copies the collections. */
    public NodeSettings {
        connect = List.copyOf(connect);
        allowed = Map.copyOf(allowed);
    }

    boolean allows(String npi, String peer) {
        Set<String> peers = allowed.get(npi);
        return peers == null || peers.contains(peer);
    }
}
