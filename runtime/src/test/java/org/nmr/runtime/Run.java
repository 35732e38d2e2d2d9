// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of a program, seen from outside.
 *
 * @param status its exit status
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Run(int status, String out, String err) {
    /** Runs it in a folder, with the input and with changes of the environment; an empty value removes a variable. */
    static Run of(List<String> command, Path folder, String input, Map<String, String> changes) throws Exception {
        Path in = Files.writeString(Files.createTempFile(folder, "in", null), input);
        Path out = Files.createTempFile(folder, "out", null);
        Path err = Files.createTempFile(folder, "err", null);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(changes);
        builder.environment().values().removeIf(String::isEmpty);
        return of(builder, out, err);
    }

    private static Run of(ProcessBuilder builder, Path out, Path err) throws IOException, InterruptedException {
        Process process = builder.start();
        try {
            assertTrue(
                    process.waitFor(240, TimeUnit.SECONDS), () -> "expected an end within 240 s: " + builder.command());
            return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }

    static List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        return command;
    }
}
