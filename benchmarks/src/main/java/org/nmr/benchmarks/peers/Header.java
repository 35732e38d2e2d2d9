// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Properties;
import org.apache.felix.framework.Felix;
import org.nmr.benchmarks.framework.BundleFile;
import org.nmr.benchmarks.framework.Host;

/**
 * What stands above the tables.
 *
 * @param command what was asked for
 * @param samples how many JVMs for each contender
 * @param begin when it began
 * @param load the load average then
 * @param commit what was checked out then
 */
record Header(String command, int samples, Instant begin, double load, String commit) {
    static Header begin(Options options, String... arguments) throws IOException, InterruptedException {
        String command = ("./nmr bench " + String.join(" ", arguments)).strip();
        return new Header(command, options.samples(), Instant.now(), Machine.load(), Machine.commit());
    }

    /** Call it when all is measured. */
    String end() throws IOException {
        return String.join(
                "\n",
                "- command: `" + command + "`, " + LocalDate.ofInstant(begin, ZoneOffset.UTC) + ", took "
                        + Duration.between(begin, Instant.now()).toSeconds() + " s",
                "- commit: " + commit,
                "- JDK: " + Machine.jdk() + "; `" + String.join(" ", Jvm.FLAGS) + "`",
                "- machine: " + Machine.hardware(),
                String.format(Locale.ROOT, "- load average: %.1f at the begin, %.1f at the end", load, Machine.load()),
                "- peers: Felix " + felixVersion() + ", Equinox " + BundleFile.versionOf(Host.EQUINOX) + ", Felix SCR "
                        + BundleFile.versionOf("org.apache.felix.scr") + ", Felix Dependency Manager "
                        + BundleFile.versionOf("org.apache.felix.dependencymanager"),
                "- samples: " + samples
                        + ", each from a JVM of its own, the peers in turns; figures are medians of them",
                "");
    }

    private static String felixVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = Felix.class.getResourceAsStream("Felix.properties")) {
            properties.load(file);
        }
        return properties.getProperty("felix.version");
    }
}
