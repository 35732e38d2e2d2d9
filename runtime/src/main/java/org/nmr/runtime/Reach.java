// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a node is for others; without a name it is alone.
 *
 * @param node its name; empty for none
 * @param listen where it listens; empty if it does not
 * @param connect whom it dials
 */
record Reach(String node, String listen, List<String> connect) {
    /** Alone. */
    static final Reach NONE = new Reach("", "", List.of());

    /** What an option expects. */
    static final String ADDRESS = "HOST:PORT";

    private static final Pattern NODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final Pattern HOST_AND_PORT = Pattern.compile("([^:\\s]+|\\[[0-9A-Fa-f:.%]+]):([0-9]{1,5})");

    Reach withNode(String name) throws UsageException {
        if (!NODE.matcher(name).matches()) {
            throw Options.wrong(
                    "--node expects a name of letters, digits, dots, hyphens and underscores, but was given \"" + name
                            + "\"");
        }
        return new Reach(name, listen, connect);
    }

    Reach withListen(String address) throws UsageException {
        parse("--listen", address);
        return new Reach(node, address, connect);
    }

    Reach withConnect(String address) throws UsageException {
        parse("--connect", address);
        return new Reach(
                node,
                listen,
                Stream.concat(connect.stream(), Stream.of(address)).toList());
    }

    private static InetSocketAddress parse(String option, String address) throws UsageException {
        Matcher parts = HOST_AND_PORT.matcher(address);
        int port = parts.matches() ? Integer.parseInt(parts.group(2)) : 0;
        if (port < 1 || port > 65_535) {
            throw Options.wrong(
                    option + " expects " + ADDRESS + " with a port from 1 to 65535, but was given \"" + address + "\"");
        }
        return new InetSocketAddress(parts.group(1), port);
    }

    /** Returns this, unless addresses are there without a name. */
    Reach checked() throws UsageException {
        if (node.isEmpty() && !equals(NONE)) {
            throw Options.wrong((listen.isEmpty() ? "--connect" : "--listen") + " expects --node NAME, too");
        }
        return this;
    }

    boolean isAlone() {
        return node.isEmpty();
    }

    /**
     * Checks that it can listen, because the bundle would only log it.
     *
     * @throws UsageException if it cannot
     */
    void check() throws UsageException {
        if (listen.isEmpty()) {
            return;
        }
        InetSocketAddress address = parse("--listen", listen);
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // as the bundle does
            socket.bind(address);
        } catch (IOException e) {
            throw new UsageException("cannot listen at " + listen + ": " + e.getMessage()
                    + "; name a free address of this machine with --listen HOST:PORT");
        }
    }

    /** Returns the framework's properties for the bundle. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("nmr.reach.node", node);
        settings.put("nmr.reach.listen", listen);
        settings.put("nmr.reach.connect", String.join(",", connect));
        settings.values().removeIf(String::isEmpty);
        return settings;
    }
}
