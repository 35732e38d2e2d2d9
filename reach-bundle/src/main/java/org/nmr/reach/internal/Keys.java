// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal;

import java.util.List;

/** The names that users write: keys of the configuration, and framework properties with the PID in front. */
final class Keys {
    static final String PID = "nmr.reach";
    static final String NODE = "node";
    static final String LISTEN = "listen";
    static final String CONNECT = "connect";
    static final String CERTIFICATE = "tls.certificate";
    static final String KEY = "tls.key";
    static final String TRUST = "tls.trust";
    static final String ALLOWED = "peers.allowed";
    static final String EXPIRY = "expiry";
    static final String WINDOW = "window";
    static final String FRAME_MAX = "frame.max";
    static final List<String> ALL =
            List.of(NODE, LISTEN, CONNECT, CERTIFICATE, KEY, TRUST, ALLOWED, EXPIRY, WINDOW, FRAME_MAX);

    private Keys() {}
}
