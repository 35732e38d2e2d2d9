// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

/** Pieces of expected histories. */
final class Histories {
    private Histories() {}

    static List<String> attach(String client, String provider) {
        return List.of(
                client + " meets " + provider, provider + " meets " + client, client + " attached to " + provider);
    }

    /** Both sides detach at once; the one that is on the deregistering side does not matter. */
    static List<String> end(String client, String provider) {
        List<String> end = new ArrayList<>(detach(client, provider));
        end.addAll(cleanup(client, provider));
        return end;
    }

    static List<String> detach(String client, String provider) {
        return List.of(client + " detach " + provider, provider + " detach " + client);
    }

    static List<String> cleanup(String client, String provider) {
        return List.of(client + " cleanup " + provider, provider + " cleanup " + client);
    }

    /** A registrar has met modules that were there before; in which order is undefined. */
    static void assertMetRegistrar(List<String> history) {
        List<List<String>> allowed = List.of(
                all(List.of("client registered"), attach("client", "provider"), List.of("provider registered")),
                all(List.of("provider registered"), attach("client", "provider"), List.of("client registered")));
        assertTrue(allowed.contains(history), () -> "one of " + allowed + ", was " + history);
    }

    /** Returns the part of a history that is about pairs, without what single modules do. */
    static List<String> pairs(List<String> history) {
        return history.stream().filter(event -> event.split(" ").length > 2).toList();
    }

    @SafeVarargs
    static List<String> all(List<String>... pieces) {
        List<String> all = new ArrayList<>();
        for (List<String> piece : pieces) {
            all.addAll(piece);
        }
        return all;
    }
}
