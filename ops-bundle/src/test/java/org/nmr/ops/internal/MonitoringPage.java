// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The table of names in {@code docs/monitoring.md}. */
public final class MonitoringPage {
    private MonitoringPage() {}

    /** Returns the names of one surface. */
    public static Set<String> names(String surface) throws IOException {
        return Files.readAllLines(Path.of("../docs/monitoring.md")).stream()
                .filter(line -> line.startsWith("| " + surface + " |"))
                .map(line -> line.split("`")[1])
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
