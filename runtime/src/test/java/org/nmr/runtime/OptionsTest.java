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
        assertWrong("unknown command \"start\", expected demo, run, version or help; see nmr help", "start");
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

    @ParameterizedTest
    @ValueSource(strings = {"version", "--version"})
    void parse_versionInEachForm_isVersion(String argument) throws UsageException {
        assertEquals(Command.VERSION, Options.parse(argument).command());
    }

    @Test
    void parse_sample_isItsName() throws UsageException {
        assertEquals("stuck", Options.parse("run", "--sample", "stuck").sample());
        assertEquals("", Options.parse("run").sample());
    }

    @Test
    void parse_unknownSample_namesItAndTheKnownOnes() {
        assertWrong(
                "unknown sample \"stock\", expected one of datagram, datagram-provider, datagram-client, stuck;"
                        + " see nmr help",
                "run",
                "--sample",
                "stock");
        assertWrong("--sample expects a name, but nothing follows; see nmr help", "run", "--sample");
        assertWrong("unknown option \"--sample\" of demo; see nmr help", "demo", "--sample", "stuck");
    }

    @Test
    void parse_webWithAndWithoutPort_isThatPort() throws UsageException {
        assertEquals(0, Options.parse("run").web());
        assertEquals(8181, Options.parse("run", "--web").web());
        assertEquals(8181, Options.parse("run", "--web", "--load", "x").web());
        assertEquals(9000, Options.parse("run", "--web", "9000", "a.jar").web());
        assertEquals(
                List.of(Path.of("a.jar")),
                Options.parse("run", "--web", "a.jar").jars());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "99999999999999999999"})
    void parse_webWithNoPort_isRefused(String port) {
        assertWrong(
                "--web expects a port from 1 to 65535, but was given \"" + port + "\"; see nmr help",
                "run",
                "--web",
                port);
    }

    @Test
    void parse_node_isItsNameAndItsAddresses() throws UsageException {
        assertEquals(Reach.NONE, Options.parse("run").reach());
        assertEquals(
                new Reach("a", "", List.of()),
                Options.parse("run", "--node", "a").reach());
        assertEquals(
                new Reach("node-1", "[::1]:7001", List.of("127.0.0.1:7002", "b.example.org:7003")),
                Options.parse(
                                "run",
                                "--connect",
                                "127.0.0.1:7002",
                                "--node",
                                "node-1",
                                "--listen",
                                "[::1]:7001",
                                "--connect",
                                "b.example.org:7003")
                        .reach());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a b", "a/b", "\u00e4"})
    void parse_nameThatIsNone_isRefused(String name) {
        assertWrong(
                "--node expects a name of letters, digits, dots, hyphens and underscores, but was given \"" + name
                        + "\"; see nmr help",
                "run",
                "--node",
                name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7001", "h:", ":7001", "h:0", "h:65536", "h:123456", "h:-1", "::1:7001", "a b:1"})
    void parse_addressThatIsNone_isRefused(String address) {
        for (String option : List.of("--listen", "--connect")) {
            assertWrong(
                    option + " expects HOST:PORT with a port from 1 to 65535, but was given \"" + address
                            + "\"; see nmr help",
                    "run",
                    "--node",
                    "a",
                    option,
                    address);
        }
    }

    @Test
    void parse_addressWithoutNode_isRefused() {
        assertWrong("--listen expects --node NAME, too; see nmr help", "run", "--listen", "h:1");
        assertWrong("--connect expects --node NAME, too; see nmr help", "run", "--connect", "h:1");
    }

    @Test
    void parse_demoWithNodes_isTheOneWithTwo() throws UsageException {
        assertEquals(new Options(Command.NODES, LOAD, List.of()), Options.parse("demo", "--nodes", "2"));
        assertWrong("--nodes expects 2, but nothing follows; see nmr help", "demo", "--nodes");
        assertWrong("--nodes expects 2, but was given \"3\"; see nmr help", "demo", "--nodes", "3");
        assertWrong("demo takes no argument, but was given \"x\"; see nmr help", "demo", "--nodes", "2", "x");
    }

    @Test
    void parse_otherNodeOfTheDemo_dials() throws UsageException {
        Options options = Options.parse("node", "127.0.0.1:7001");
        assertEquals(Command.NODE, options.command());
        assertEquals(new Reach(Nodes.OTHER, "", List.of("127.0.0.1:7001")), options.reach());
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
