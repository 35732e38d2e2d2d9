// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.nmr.benchmarks.framework.BundleFile;

/** What a figure depends on. */
final class Machine {
    private static final long GIGABYTE = 1L << 30;

    private Machine() {}

    static String jdk() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version") + ", "
                + System.getProperty("java.vendor");
    }

    static String hardware() throws IOException {
        return String.format(
                Locale.ROOT,
                "%d processors (%s), %d GB, %s %s",
                Runtime.getRuntime().availableProcessors(),
                model(),
                memory() / GIGABYTE,
                System.getProperty("os.name"),
                System.getProperty("os.version"));
    }

    private static String model() throws IOException {
        Path file = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(file)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }

    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }

    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** The commit that is checked out around the jar; without git, the version that was built. */
    static String commit() throws IOException, InterruptedException {
        String commit = git("log", "-1", "--format=%h \"%s\"");
        if (commit.isEmpty()) {
            return "unknown, version " + Machine.class.getPackage().getImplementationVersion();
        }
        return git("status", "--porcelain", "--untracked-files=no").isEmpty()
                ? commit
                : commit + ", and changes that are not committed";
    }

    /** Returns nothing if there is no git, or no repository. */
    private static String git(String... arguments) throws IOException, InterruptedException {
        Path folder = Objects.requireNonNull(BundleFile.source().getParent(), "folder");
        List<String> command = Stream.concat(Stream.of("git", "-C", folder.toString()), Stream.of(arguments))
                .toList();
        try {
            Process git = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return git.waitFor() == 0 ? said.strip() : "";
        } catch (IOException e) {
            return noGit(e);
        }
    }

    private static String noGit(IOException reason) {
        System.err.println("nmr: no commit is known: " + reason.getMessage());
        return "";
    }
}
