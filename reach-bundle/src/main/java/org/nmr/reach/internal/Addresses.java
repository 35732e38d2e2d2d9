// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which addresses may be used: without certificates only those of the loopback. Names are not looked up. */
final class Addresses {
    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9A-Fa-f:.%]+\\]|[A-Za-z0-9_.-]+):([0-9]{1,5})");
    private static final Pattern LOOPBACK = Pattern.compile("127(\\.[0-9]{1,3}){3}");
    private static final Set<String> NAMES = Set.of("localhost", "[::1]", "[0:0:0:0:0:0:0:1]");
    private static final int LAST_PORT = 65_535;

    private Addresses() {}

    /**
     * Checks an address.
     *
     * @throws IllegalArgumentException if it is none, or needs certificates; the message begins with the key
     */
    static void require(String key, String address, boolean hasTls) {
        Matcher matcher = ADDRESS.matcher(address);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > LAST_PORT) {
            throw Values.wrong(key, "host:port", address);
        }
        if (!hasTls && !isLoopback(matcher.group(1))) {
            throw Values.wrong(
                    key,
                    "a loopback address (localhost, 127.0.0.1, [::1]), because tls.certificate, tls.key and tls.trust"
                            + " are not set",
                    address);
        }
    }

    private static boolean isLoopback(String host) {
        return NAMES.contains(host) || LOOPBACK.matcher(host).matches();
    }
}
