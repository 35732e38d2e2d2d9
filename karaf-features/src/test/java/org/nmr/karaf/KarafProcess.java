// SPDX-License-Identifier: Apache-2.0
package org.nmr.karaf;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A Karaf with a console that is typed into by a pipe. For one thread. */
final class KarafProcess implements AutoCloseable {
    private static final long LIMIT_SECONDS = 240;

    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter input;
    private int commands;

    private KarafProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
        this.input = process.outputWriter();
    }

    static KarafProcess start(Path home) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/karaf").toString(), "clean")
                .directory(home.toFile())
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TERM", "dumb");
        builder.environment().keySet().removeIf(name -> name.startsWith("KARAF_"));
        Process process = builder.start();
        // The end of the process is the end of its output, and so of a wait in vain.
        CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        return new KarafProcess(process);
    }

    /** Types a command; returns what is printed until it is done. */
    String run(String command) throws IOException {
        commands++;
        // The console repeats what is typed, so what is typed differs from what the end looks like.
        type(command);
        type("echo 'done'-" + commands);
        List<String> seen = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.strip().endsWith("done-" + commands)) {
                return String.join("\n", seen);
            }
            seen.add(line);
        }
        throw new AssertionError("expected an answer to " + command + ", but saw: " + String.join("\n", seen));
    }

    private void type(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
    }

    /** Types a command until its answer has a text in it; returns that answer. */
    String await(String command, String text) throws IOException {
        long start = System.nanoTime();
        String answer = run(command);
        while (!answer.contains(text)) {
            assertTrue(
                    System.nanoTime() - start < TimeUnit.SECONDS.toNanos(60),
                    "expected " + text + " after " + command + ", was " + answer);
            answer = run(command);
        }
        return answer;
    }

    int shutdown() throws IOException, InterruptedException {
        type("shutdown -f");
        while (output.readLine() != null) {
            continue; // a full pipe would hold up the process
        }
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    static void copy(Path from, Path folder, String name) throws IOException {
        Files.copy(from, Files.createDirectories(folder).resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
}
