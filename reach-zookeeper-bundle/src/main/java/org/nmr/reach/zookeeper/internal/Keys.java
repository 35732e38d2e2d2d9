// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.zookeeper.internal;

import java.util.List;

/** The names that users write: keys of the configuration, and framework properties with the PID in front. */
final class Keys {
    static final String PID = "nmr.reach.zookeeper";
    static final String CONNECT = "connect";
    static final String PATH = "path";
    static final String SERVICE = "service";
    static final String SESSION = "session.timeout";
    static final String ANNOUNCE = "announce";
    static final List<String> ALL = List.of(CONNECT, PATH, SERVICE, SESSION, ANNOUNCE);

    private Keys() {}
}
