// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The runnable jar, in processes of their own, which run in a folder. */
record NmrJar(Path folder) {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    /** What a test types and reads while the runtime runs. */
    interface Talk {
        void run(BufferedReader output, BufferedWriter input) throws Exception;
    }

    /** Copies a bundle that is packed in the jar. */
    static Path bundle(String packed, Path target) throws IOException {
        Path jar = Path.of(System.getProperty("nmr.runtime"));
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            return Files.copy(files.getPath("bundles/" + packed + ".jar"), target);
        }
    }

    Run run(String input, String... arguments) throws Exception {
        return Run.of(command(arguments), folder, input, Map.of());
    }

    List<String> command(String... arguments) throws IOException {
        Path tmp = Files.createDirectories(folder.resolve("tmp"));
        List<String> command = Run.command(JAVA.toString(), "-Djava.io.tmpdir=" + tmp);
        if (Runtime.version().feature() >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow"); // as the script does
        }
        command.addAll(List.of("-jar", System.getProperty("nmr.runtime")));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs it with a load folder; it ends after the talk. */
    void talk(Path load, Talk talk) throws Exception {
        talk(List.of("run", "--load", load.toString()), talk);
    }

    /** Runs it; it ends after the talk. */
    void talk(List<String> arguments, Talk talk) throws Exception {
        Process process = new ProcessBuilder(command(arguments.toArray(String[]::new)))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        // The end of the process is the end of its output, and so of a wait in vain.
        CompletableFuture.delayedExecutor(240, TimeUnit.SECONDS).execute(process::destroyForcibly);
        try (BufferedReader output = process.inputReader();
                BufferedWriter input = process.outputWriter()) {
            talk.run(output, input);
            type(input, "exit");
            assertTrue(process.waitFor(240, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    static void type(BufferedWriter input, String line) throws IOException {
        input.write(line + "\n");
        input.flush();
    }

    /** Blocks until one with any of these parts comes, or the process has ended; returns the lines up to it. */
    static List<String> awaitLine(BufferedReader output, String... parts) throws IOException {
        List<String> seen = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            seen.add(line);
            if (Arrays.stream(parts).anyMatch(line::contains)) {
                return seen;
            }
        }
        throw new AssertionError(
                "expected a line with one of " + List.of(parts) + ", but saw: " + String.join("\n", seen));
    }
}
