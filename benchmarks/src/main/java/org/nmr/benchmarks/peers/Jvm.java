// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a JVM for a sample is started. */
final class Jvm {
    /**
     * A heap that does not grow. Compiled in the background: a peer with few and long passes would wait for the
     * compiler in each.
     */
    static final List<String> FLAGS = List.of("-Xms1g", "-Xmx1g");

    /** For figures that say nothing: starts sooner. */
    private static final List<String> QUICK_FLAGS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final int WARNS_ABOUT_UNSAFE = 24;

    private Jvm() {}

    /** The command without main class; may be added to. */
    static List<String> command(Effort effort) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(effort == Effort.QUICK ? QUICK_FLAGS : FLAGS);
        if (Runtime.version().feature() >= WARNS_ABOUT_UNSAFE) {
            command.add("--sun-misc-unsafe-memory-access=allow"); // Felix uses it
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        return command;
    }
}
