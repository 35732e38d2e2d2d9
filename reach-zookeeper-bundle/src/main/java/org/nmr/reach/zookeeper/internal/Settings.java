// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.zookeeper.internal;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The configuration as it is applied.
 *
 * @param connect the servers of the ZooKeeper, as its clients write them
 * @param path the node of the ZooKeeper under which services are found
 * @param service the name of the service that the nodes are instances of
 * @param session how long the ZooKeeper keeps the entry of a node that it does not hear of
 * @param announce where others dial this node, if that is not where it listens
 */
record Settings(String connect, String path, String service, Duration session, Optional<Address> announce) {
    private static final String ROOT = "/nmr";
    private static final String NODES = "nodes";
    private static final Duration SESSION = Duration.ofSeconds(15);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int LONGEST_TEXT = 1_000;
    private static final String NAME = "(?!\\.{1,2}(/|$))[A-Za-z0-9_.-]+";
    private static final Pattern SEGMENT = Pattern.compile(NAME);
    private static final Pattern SEGMENTS = Pattern.compile("(/" + NAME + ")+");

    /**
     * Reads a configuration.
     *
     * @param given returns the value of a key, or null if it is not set
     * @return nothing if no ZooKeeper is configured
     * @throws IllegalArgumentException if it cannot be applied; the message begins with the key
     */
    static Optional<Settings> read(Function<String, @Nullable Object> given) {
        Optional<String> connect = text(given, Keys.CONNECT);
        String path = text(given, Keys.PATH).orElse(ROOT);
        String service = text(given, Keys.SERVICE).orElse(NODES);
        Duration session = value(given, Keys.SESSION).map(Settings::session).orElse(SESSION);
        Optional<String> announce = text(given, Keys.ANNOUNCE);
        connect.ifPresent(Settings::requireServers);
        if (!SEGMENTS.matcher(path).matches()) {
            throw wrong(Keys.PATH, "a path such as /nmr of letters, digits, '_', '.' and '-'", path);
        }
        if (!SEGMENT.matcher(service).matches()) {
            throw wrong(Keys.SERVICE, "a name of letters, digits, '_', '.' and '-'", service);
        }
        Optional<Address> announced = announce.map(Settings::address);
        return connect.map(servers -> new Settings(servers, path, service, session, announced));
    }

    /** Returns where the entries of the nodes are. */
    String folder() {
        return path + "/" + service;
    }

    private static void requireServers(String connect) {
        int root = connect.indexOf('/');
        String servers = root < 0 ? connect : connect.substring(0, root);
        boolean isRoot = root < 0 || SEGMENTS.matcher(connect.substring(root)).matches();
        if (!isRoot || !Arrays.stream(servers.split(",", -1)).allMatch(Settings::isServer)) {
            throw wrong(Keys.CONNECT, "servers such as zk1:2181,zk2:2181, perhaps with a path behind them", connect);
        }
    }

    private static boolean isServer(String text) {
        String server = text.strip();
        return Address.parse(server).isPresent() || Address.parse(server + ":1").isPresent();
    }

    private static Address address(String text) {
        return Address.parse(text)
                .filter(each -> !each.isWildcard())
                .orElseThrow(() -> wrong(Keys.ANNOUNCE, "host:port that other nodes can dial", text));
    }

    /** Returns what is set. Blank is not set. */
    private static Optional<Object> value(Function<String, @Nullable Object> given, String key) {
        Object value = given.apply(key);
        return value instanceof String text && text.isBlank() ? Optional.empty() : Optional.ofNullable(value);
    }

    private static Optional<String> text(Function<String, @Nullable Object> given, String key) {
        return value(given, key).map(value -> {
            if (value instanceof String text && text.length() <= LONGEST_TEXT) {
                return text.strip();
            }
            throw wrong(key, "a text of at most " + LONGEST_TEXT + " characters", value);
        });
    }

    private static Duration session(Object value) {
        String expected = "a duration from " + SHORTEST + " to " + LONGEST + ", such as " + SESSION;
        try {
            Duration read = value instanceof Duration given
                    ? given
                    : Duration.parse(value instanceof String text ? text.strip() : "");
            if (read.compareTo(SHORTEST) >= 0 && read.compareTo(LONGEST) <= 0) {
                return read;
            }
        } catch (DateTimeParseException none) {
            throw wrong(Keys.SESSION, expected, value);
        }
        throw wrong(Keys.SESSION, expected, value);
    }

    private static IllegalArgumentException wrong(String key, String expected, Object value) {
        String shown = value instanceof String || value instanceof Number || value instanceof Duration
                ? "\"" + Texts.oneLine(value.toString()) + "\""
                : "one of " + value.getClass();
        return new IllegalArgumentException(key + ": expected " + expected + ", was " + shown);
    }
}
