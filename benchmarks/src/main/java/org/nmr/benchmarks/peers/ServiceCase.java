// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nmr.benchmarks.framework.Host;

/**
 * An ordinary service, in a framework with or without this project.
 *
 * @param framework names the framework
 * @param kind what the project does about the service
 * @param launcher launches the framework
 */
record ServiceCase(String framework, Kind kind, RestartCase.Launcher launcher) implements Contender {
    static List<ServiceCase> all() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(
                        new ServiceCase("Felix", kind, Host::felix), new ServiceCase("Equinox", kind, Host::equinox)))
                .toList();
    }

    @Override
    public String name() {
        return kind + "_" + framework;
    }

    @Override
    public String label() {
        return kind.label + ", " + framework;
    }

    @Override
    public Standing standing() {
        return Standing.PEER;
    }

    /** Returns the same service without this project. */
    ServiceCase plain() {
        return new ServiceCase(framework, Kind.PLAIN, launcher);
    }

    /** What the project does about the service. */
    enum Kind {
        PLAIN("plain"),
        NOT_ASKED("`org.nmr.drain` is there, the service is not drained"),
        DRAINED("**drained**"),
        HELD("**drained with hold**");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** Returns what is in the framework. */
        List<String> bundles() {
            return this == PLAIN ? List.of() : Host.DRAIN;
        }

        /** Returns the service's properties. */
        Map<String, Object> properties() {
            return switch (this) {
                case PLAIN, NOT_ASKED -> Map.of();
                case DRAINED -> Map.of("nmr.drain", true);
                case HELD -> Map.of("nmr.drain", true, "nmr.drain.hold", "PT5S");
            };
        }
    }
}
