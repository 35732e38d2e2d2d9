// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A program at a terminal: keys are typed, and the screen is read. The program {@code script} makes the terminal. */
final class Pseudoterminal implements AutoCloseable {
    static final String CTRL_C = "\u0003";
    static final String CTRL_D = "\u0004";
    static final String PREVIOUS = "\u0010"; // Ctrl-P: the line before

    private static final long LIMIT_SECONDS = 120;

    /** A build that runs in the background ignores Ctrl-C, and so would all that it starts. */
    private static final String HEARS_CTRL_C = "env --default-signal=INT ";

    private final Process process;
    private final Reader screen;
    private final Writer keys;

    /** What has come and was not awaited yet. */
    private final StringBuilder unread = new StringBuilder();

    private Pseudoterminal(Process process) {
        this.process = process;
        this.screen = process.inputReader();
        this.keys = process.outputWriter();
    }

    /** Tells whether the programs are there: {@code script} as in util-linux, {@code env} as in coreutils. */
    static boolean isThere() throws InterruptedException {
        try {
            return new ProcessBuilder("script", "-qec", HEARS_CTRL_C + "true", "/dev/null")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    static Pseudoterminal start(Path folder, List<String> command) throws IOException {
        String line = command.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        ProcessBuilder builder = new ProcessBuilder(
                        "script", "-qefc", "stty rows 24 cols 120; exec " + HEARS_CTRL_C + line, "/dev/null")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("TERM", "xterm");
        builder.environment().put("SHELL", "/bin/sh");
        Process process = builder.start();
        // The end of the process is the end of its output, and so of a wait in vain.
        CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        return new Pseudoterminal(process);
    }

    Pseudoterminal type(String text) throws IOException {
        keys.write(text);
        keys.flush();
        return this;
    }

    /** Blocks until a text comes; returns everything up to it. */
    String await(String text) throws IOException {
        while (unread.indexOf(text) < 0) {
            int next = screen.read();
            assertTrue(next >= 0, () -> "expected \"" + text + "\", but saw: " + unread);
            unread.append((char) next);
        }
        int end = unread.indexOf(text) + text.length();
        String seen = unread.substring(0, end);
        unread.delete(0, end);
        return seen;
    }

    /** Reads what is left, and returns the exit status. */
    int end() throws IOException, InterruptedException {
        for (int next = screen.read(); next >= 0; next = screen.read()) {
            unread.append((char) next);
        }
        assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
        return process.exitValue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
