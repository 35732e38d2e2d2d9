// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.zookeeper.internal;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address that a node can be dialled at.
 *
 * @param host a name or an IP address, IPv6 without brackets
 * @param port from 1 to 65535
 */
record Address(String host, int port) {
    private static final int LONGEST_HOST = 255;
    private static final int LAST_PORT = 65_535;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Pattern IPV6 = Pattern.compile("(?=[^:]*:[^:]*:)[0-9A-Fa-f:.]+(%[A-Za-z0-9_.-]+)?");
    private static final Pattern TEXT = Pattern.compile("(?:\\[([^\\[\\]]+)\\]|([^:\\[\\]]+)):([0-9]{1,5})");
    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

    /** Returns an address, if these are one. */
    static Optional<Address> of(String host, int port) {
        boolean isHost = host.length() <= LONGEST_HOST
                && (NAME.matcher(host).matches() || IPV6.matcher(host).matches());
        return isHost && port > 0 && port <= LAST_PORT ? Optional.of(new Address(host, port)) : Optional.empty();
    }

    /** Returns the address that a text such as {@code host:port} or {@code [::1]:port} says, if it says one. */
    static Optional<Address> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String inBrackets = matcher.group(1);
        if (inBrackets != null && !IPV6.matcher(inBrackets).matches()) {
            return Optional.empty();
        }
        return of(inBrackets == null ? matcher.group(2) : inBrackets, Integer.parseInt(matcher.group(3)));
    }

    /** Tells whether it stands for all interfaces of a machine, so that no other machine can dial it. */
    boolean isWildcard() {
        return WILDCARDS.contains(host);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
