// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names that the console may be called by: the address that it is bound to, and those that were configured.
 *
 * <p>Else the page of a stranger could change its own name's address to that of the console, and would then be of the
 * same origin.
 */
final class Hosts {
    /** The framework property with further names, separated by commas. */
    static final String PROPERTY = "nmr.webconsole.hosts";

    /** Never a name, so that no name is ever looked up. */
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-f:.]*:[0-9a-f:.]*");

    private static final Pattern HOST = Pattern.compile("(\\[[^]]*]|[^:]*)(:\\d+)?");

    private final Set<String> names;

    Hosts(@Nullable String names) {
        this.names = Arrays.stream(names == null ? new String[0] : names.split(","))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Tells whether a request that has come to an address may call it so.
     *
     * @param host the header {@code Host}
     * @param local the address that the connection was made to
     */
    boolean accept(String host, String local) {
        String name = withoutPort(host.trim().toLowerCase(Locale.ROOT));
        if (names.contains(name)) {
            return true;
        }
        if (name.equals("localhost")) {
            return isLoopback(local);
        }
        Optional<InetAddress> called = address(name);
        return called.isPresent()
                && (called.equals(address(local)) || (called.get().isLoopbackAddress() && isLoopback(local)));
    }

    /** Tells whether only this machine can call the address. */
    static boolean isLoopback(String local) {
        return address(local).map(InetAddress::isLoopbackAddress).orElse(/* other= */ false);
    }

    private static String withoutPort(String host) {
        Matcher parts = HOST.matcher(host);
        return parts.matches() ? parts.group(1) : "";
    }

    private static Optional<InetAddress> address(String text) {
        String plain = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (!ADDRESS.matcher(plain.toLowerCase(Locale.ROOT)).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(plain));
        } catch (UnknownHostException notAnAddress) {
            return Optional.empty();
        }
    }
}
