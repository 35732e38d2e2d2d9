// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.runtime.Options.Command;

class OptionsTest {
    private static final Path LOAD = Path.of("load");

    @Test
    void parse_nothing_isHelp() throws UsageException {
        assertEquals(Command.HELP, Options.parse().command());
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "-h", "--help"})
    void parse_helpInEachForm_isHelp(String argument) throws UsageException {
        assertEquals(Command.HELP, Options.parse(argument).command());
    }

    @Test
    void parse_helpAmongOtherOptions_isHelp() throws UsageException {
        assertEquals(
                Command.HELP,
                Options.parse("run", "--load", "x", "a.jar", "--help").command());
    }

    @Test
    void parse_demo_isDemo() throws UsageException {
        assertEquals(new Options(Command.DEMO, LOAD, List.of()), Options.parse("demo"));
    }

    @Test
    void parse_runAlone_usesTheDefaultFolder() throws UsageException {
        assertEquals(new Options(Command.RUN, LOAD, List.of()), Options.parse("run"));
    }

    @Test
    void parse_runWithJars_keepsTheirOrder() throws UsageException {
        Options expected = new Options(Command.RUN, Path.of("my load"), List.of(Path.of("b.jar"), Path.of("a.jar")));
        assertEquals(expected, Options.parse("run", "b.jar", "--load", "my load", "a.jar"));
    }

    @Test
    void parse_loadTwice_theLastOneCounts() throws UsageException {
        assertEquals(
                Path.of("b"), Options.parse("run", "--load", "a", "--load", "b").load());
    }

    @Test
    void parse_unknownCommand_namesItAndTheKnownOnes() {
        assertWrong("unknown command \"start\", expected demo, run or help; see nmr help", "start");
    }

    @Test
    void parse_unknownOption_namesItAndTheCommand() {
        assertWrong("unknown option \"--lode\" of run; see nmr help", "run", "--lode");
        assertWrong("unknown option \"--load\" of demo; see nmr help", "demo", "--load", "x");
    }

    @Test
    void parse_argumentOfDemo_isRefused() {
        assertWrong("demo takes no argument, but was given \"a.jar\"; see nmr help", "demo", "a.jar");
    }

    @Test
    void parse_loadWithoutFolder_isRefused() {
        assertWrong("--load expects a folder, but nothing follows; see nmr help", "run", "--load");
    }

    @Test
    void parse_emptyPath_isRefused() {
        assertWrong("expected the path of a file or folder, was empty; see nmr help", "run", "");
    }

    private static void assertWrong(String message, String... arguments) {
        UsageException thrown = assertThrows(UsageException.class, () -> Options.parse(arguments));
        assertEquals(message, thrown.getMessage());
    }
}
