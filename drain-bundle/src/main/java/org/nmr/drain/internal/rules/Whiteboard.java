// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.rules;

import java.util.List;
import java.util.Optional;

/** Services that somebody calls because they are there, such as servlets. They are drained only if they are named. */
final class Whiteboard {
    private static final List<String> PREFIXES = List.of(
            "org.osgi.service.event.EventHandler",
            "org.osgi.service.typedevent.",
            "org.osgi.service.http.",
            "org.osgi.service.servlet.",
            "org.osgi.service.remoteserviceadmin.",
            "javax.servlet.",
            "jakarta.servlet.",
            "org.osgi.service.device.",
            "org.osgi.service.upnp.",
            "org.osgi.service.wireadmin.");

    private Whiteboard() {}

    /** Returns the type that makes it one. */
    static Optional<String> type(ServiceFacts facts) {
        return facts.types().stream()
                .filter(type -> PREFIXES.stream().anyMatch(type::startsWith))
                .findFirst();
    }
}
