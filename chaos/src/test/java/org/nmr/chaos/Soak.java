// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One run of the program in a JVM of its own, whose output is shown while it comes.
 *
 * @param exitCode how it ended
 * @param output what it printed
 */
record Soak(int exitCode, String output) {
    static final String SEED = seed();

    /** Each framework has classes of the same names, so only one may be on the class path; and not their API alone. */
    private static final Map<String, String> OTHERS = Map.of(
            "felix", ".*/(org\\.eclipse\\.osgi|osgi\\.core)-[^/]*\\.jar",
            "equinox", ".*/(org\\.apache\\.felix\\.framework|osgi\\.core)-[^/]*\\.jar");

    private static String seed() {
        String seed = System.getProperty("chaos.seed", "random");
        return seed.equals("random") ? String.valueOf(new Random().nextInt(1_000_000)) : seed;
    }

    /** Runs it with options, given as name and value without {@code chaos.}. */
    static Soak run(String framework, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // small, so that a leak is seen soon; and one collector's thread, because others need the processors
        command.addAll(List.of("-ea", "-Xmx192m", "-XX:+UseSerialGC"));
        command.addAll(List.of("-cp", classPath(framework)));
        command.add("-Dchaos.framework=" + framework);
        command.add("-Dchaos.seed=" + SEED);
        Arrays.stream(options).map(option -> "-Dchaos." + option).forEach(command::add);
        command.add("org.nmr.chaos.Chaos");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader lines = process.inputReader()) {
            String output = lines.lines().peek(System.out::println).collect(Collectors.joining("\n"));
            return new Soak(process.waitFor(), output);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String classPath(String framework) {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> !entry.replace(File.separatorChar, '/').matches(OTHERS.get(framework)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Returns one of the values in the last line. */
    String value(String name) {
        String last = output.substring(output.lastIndexOf("\nchaos: ") + 1);
        Matcher found = Pattern.compile(" " + name + "=(\\S+)").matcher(last);
        if (!found.find()) {
            throw new AssertionError("expected " + name + " in the last line of the run, was: " + last);
        }
        return found.group(1);
    }

    long count(String name) {
        return Long.parseLong(value(name));
    }
}
