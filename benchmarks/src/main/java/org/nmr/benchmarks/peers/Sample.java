// SPDX-License-Identifier: Apache-2.0
package org.nmr.benchmarks.peers;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Measures one contender once, in this JVM, which is fresh; {@link Bench} starts it.
 *
 * @param part the work
 * @param contender who does it
 * @param effort how much of it
 */
record Sample(Part<?> part, Contender contender, Effort effort) {
    /**
     * Takes part, contender, effort and the file for the figures. Ends the JVM, also after a failure: the threads of a
     * framework would keep it. A framework with 100,000 services takes long to stop, and its files are the parent's.
     */
    public static void main(String[] arguments) {
        int status = 1;
        try {
            Part<?> part = Options.part(arguments[0]);
            write(Path.of(arguments[3]), part.measure(arguments[1], Effort.valueOf(arguments[2])));
            status = 0;
        } catch (Throwable failed) { // of the peers, too
            StringWriter stack = new StringWriter();
            failed.printStackTrace(new PrintWriter(stack));
            System.err.println(stack);
        }
        System.err.flush();
        Runtime.getRuntime().halt(status);
    }

    private static void write(Path file, Map<String, Double> figures) throws IOException {
        Files.write(
                file,
                figures.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .toList());
    }

    private static Map<String, Double> read(Path file) throws IOException {
        return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> Double.valueOf(pair[1])));
    }

    /** Starts a JVM that measures, and waits for it. */
    Map<String, Double> take(Path folder) throws IOException, InterruptedException {
        Path own = Files.createTempDirectory(folder, part.id());
        Path figures = own.resolve("figures");
        Path log = own.resolve("log");
        Process process = new ProcessBuilder(command(own, figures))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(part.id() + " of " + contender.name() + ": expected exit status 0, was "
                    + process.exitValue() + "; it said:\n" + Files.readString(log));
        }
        return read(figures);
    }

    private List<String> command(Path own, Path figures) {
        List<String> command = Jvm.command(effort);
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + own,
                "-Djmh.ignoreLock=true",
                Sample.class.getName(),
                part.id(),
                contender.name(),
                effort.name(),
                figures.toString()));
        return command;
    }
}
