// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nmr.reach.internal.bridge.NodeSettings;
import org.nmr.reach.internal.wire.LinkMessage.Limits;

/**
 * The configuration as it is applied.
 *
 * @param node what this node is; empty if nothing is configured, then this bundle does nothing
 * @param tls its certificate; empty if there is none, then every address is a loopback address
 */
record Settings(Optional<NodeSettings> node, Optional<Tls> tls) {
    private static final Duration EXPIRY = Duration.ofSeconds(5);
    private static final Duration SHORTEST_EXPIRY = Duration.ofMillis(100);
    private static final int WINDOW = 256;
    private static final int FRAME_MAX = 4 << 20;
    private static final int SMALLEST_FRAME = 16 << 10;

    /** How many of the largest frames may wait in one direction of a binding. */
    private static final int FRAMES_OF_WINDOW = 2;

    /**
     * Reads a configuration.
     *
     * @param given returns the value of a key, or null if it is not set
     * @throws IllegalArgumentException if it cannot be applied; the message begins with the key
     */
    static Settings read(Function<String, @Nullable Object> given) {
        Values values = new Values(given);
        Optional<String> name = values.text(Keys.NODE);
        Optional<String> listen = values.text(Keys.LISTEN);
        List<String> connect = values.list(Keys.CONNECT, ",");
        Optional<Tls> tls = tls(values);
        Map<String, Set<String>> allowed = allowed(values);
        Duration expiry = values.duration(Keys.EXPIRY, EXPIRY, SHORTEST_EXPIRY);
        int window = values.number(Keys.WINDOW, WINDOW, 1);
        int frame = values.number(Keys.FRAME_MAX, FRAME_MAX, SMALLEST_FRAME);
        listen.ifPresent(each -> Addresses.require(Keys.LISTEN, each, tls.isPresent()));
        connect.forEach(each -> Addresses.require(Keys.CONNECT, each, tls.isPresent()));
        if (name.isEmpty()) {
            if (listen.isPresent() || !connect.isEmpty()) {
                throw new IllegalArgumentException(
                        Keys.NODE + ": expected the name of this node, because listen or connect is set, was nothing");
            }
            return new Settings(Optional.empty(), tls);
        }
        requireName(name.get());
        Limits limits = new Limits(window, (long) frame * FRAMES_OF_WINDOW, frame);
        return new Settings(Optional.of(new NodeSettings(name.get(), listen, connect, allowed, expiry, limits)), tls);
    }

    private static void requireName(String name) {
        if (!name.matches("[A-Za-z0-9_.-]{1,100}")) {
            throw Values.wrong(Keys.NODE, "at most 100 letters, digits, '_', '.' and '-'", name);
        }
    }

    private static Optional<Tls> tls(Values values) {
        List<String> keys = List.of(Keys.CERTIFICATE, Keys.KEY, Keys.TRUST);
        List<String> files = new ArrayList<>();
        keys.forEach(key -> values.text(key).ifPresent(files::add));
        if (files.isEmpty()) {
            return Optional.empty();
        }
        for (String key : keys) {
            if (values.text(key).isEmpty()) {
                throw new IllegalArgumentException(
                        key + ": expected a file, because another of " + keys + " is set, was nothing");
            }
        }
        return Optional.of(new Tls(files.get(0), files.get(1), files.get(2)));
    }

    private static Map<String, Set<String>> allowed(Values values) {
        Map<String, Set<String>> allowed = new HashMap<>();
        for (String entry : values.list(Keys.ALLOWED, ";")) {
            String[] parts = entry.split("=", -1);
            if (parts.length != 2 || parts[0].isBlank()) {
                throw Values.wrong(Keys.ALLOWED, "entries such as org.example.greeting=a,b", entry);
            }
            Set<String> nodes = new HashSet<>();
            for (String node : parts[1].split(",", -1)) {
                if (!node.isBlank()) {
                    nodes.add(node.strip());
                }
            }
            allowed.put(parts[0].strip(), Set.copyOf(nodes));
        }
        return allowed;
    }
}
