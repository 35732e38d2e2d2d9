// SPDX-License-Identifier: Apache-2.0
package org.nmr.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The model of a binding's life, by Spin: every order of every step. Needs the programs spin and gcc; in the long form
 * only.
 */
@Tag("spin")
class ModelIT {
    private static final Path MODEL = Path.of(System.getProperty("stress.model", "model/binding.pml"));
    private static final Path TARGET = Fork.TARGET.resolve("spin").toAbsolutePath();

    private static final String ONE = "assertion violated exactly_one_cleanup";
    private static final String AWAIT = "assertion violated await_implies_all_returned";
    private static final String HANG = "invalid end state";

    @ParameterizedTest
    @ValueSource(strings = {"SIDES", "DETACHES", "REVOCATION", "CALLS"})
    void model_asItIs_keepsEveryProperty(String part) throws Exception {
        String result = check(part, "-D" + part);
        result.lines().filter(line -> line.contains("states, stored")).forEach(line -> System.out.println(part + line));
        assertTrue(result.contains("errors: 0"), result);
        assertFalse(result.contains("max search depth too small"), result);
    }

    @ParameterizedTest
    @CsvSource({
        "1, CALLS, " + ONE,
        "2, SIDES, " + HANG,
        "3, SIDES, " + AWAIT,
        "4, CALLS, " + AWAIT,
        "5, SIDES, " + HANG,
        "6, SIDES, " + ONE,
        "7, CALLS, " + HANG
    })
    void model_withFault_breaksTheProperty(int mutant, String part, String broken) throws Exception {
        String result = check("mutant-" + mutant, "-D" + part, "-DMUTANT=" + mutant);
        assertTrue(result.contains(broken), result);
    }

    /** Without optimization, because gcc would take longer for it than the model for its run. */
    private static String check(String name, String... flags) throws Exception {
        Path directory = Files.createDirectories(TARGET.resolve(name));
        run(
                directory,
                Stream.concat(Stream.of("spin", "-a"), Stream.of(flags)),
                MODEL.toAbsolutePath().toString());
        run(directory, Stream.of("gcc", "-O0", "-w", "-DSAFETY", "-o", "pan"), "pan.c");
        return run(directory, Stream.of("./pan", "-n", "-m100000"), "-w24");
    }

    /** Returns what it printed, which is in a file of the program's name, too. */
    private static String run(Path directory, Stream<String> command, String last) throws Exception {
        List<String> line = Stream.concat(command, Stream.of(last)).toList();
        Path output = directory.resolve(Path.of(line.get(0)).getFileName() + ".txt");
        Process process;
        try {
            process = new ProcessBuilder(line)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new AssertionError(
                    "model: expected Spin and gcc on the PATH, but cannot run " + line.get(0)
                            + "; install them, on Debian by apt-get install spin gcc",
                    e);
        }
        int exitCode = process.waitFor();
        String printed = Files.readString(output);
        assertEquals(0, exitCode, () -> line + ": " + printed);
        return printed;
    }
}
