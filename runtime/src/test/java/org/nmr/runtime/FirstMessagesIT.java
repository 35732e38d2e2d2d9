// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.runtime.NmrJar.awaitLine;
import static org.nmr.runtime.NmrJar.type;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the runtime says to somebody who uses it for the first time. */
@Timeout(300)
class FirstMessagesIT {
    @TempDir
    Path folder;

    private NmrJar jar() {
        return new NmrJar(folder);
    }

    private static boolean isStack(String line) {
        return line.startsWith("\tat ") || line.contains("Exception");
    }

    @Test
    void run_bundleWithoutItsNpi_isSaidInTwoLinesAndStartsWhenThatComes() throws Exception {
        Path load = Files.createDirectory(folder.resolve("load"));
        jar().talk(load, (output, input) -> {
            Jars.write(
                    load.resolve("client.jar"), "client", "1.0.0", "Import-Package: org.example.npi;version=\"[1,2)\"");
            List<String> seen = awaitLine(output, "nmr: to start client, put a bundle that exports package");
            assertTrue(
                    seen.get(seen.size() - 2)
                            .endsWith(" does not start: no bundle exports package org.example.npi [1.0,2)"),
                    seen::toString);
            assertTrue(seen.stream().noneMatch(FirstMessagesIT::isStack), seen::toString);
            Jars.write(load.resolve("npi.jar"), "npi", "1.0.0", "Export-Package: org.example.npi;version=1.0");
            seen = awaitLine(
                    output,
                    "Started bundle: " + load.resolve("client.jar").toUri().toURL());
            assertTrue(
                    seen.stream().noneMatch(line -> isStack(line) || line.contains("does not start")), seen::toString);
        });
    }

    @Test
    void run_jarWithoutItsNpi_startsWhenThatComes() throws Exception {
        Path client = Jars.write(folder.resolve("client.jar"), "client", "1.0.0", "Import-Package: org.example.npi");
        Run alone = jar().run("lb\n", "run", client.toString());
        assertEquals(2, alone.err().lines().count(), alone::toString);
        assertTrue(alone.err().contains("no bundle exports package org.example.npi"), alone::toString);
        Path load = folder.resolve("full");
        Jars.write(load.resolve("npi.jar"), "npi", "1.0.0", "Export-Package: org.example.npi");
        Run both = jar().run("lb -s client\n", "run", "--load", load.toString(), client.toString());
        assertTrue(both.err().contains("nmr: started client ["), both::toString);
        assertTrue(both.out().matches("(?s).*Active[^\\n]*client.*"), both::toString);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void run_bundleTwiceInTheLoadFolder_isSaidInOneLineAndEitherFileCanGo(boolean firstGoes) throws Exception {
        Path load = Files.createDirectory(folder.resolve("load"));
        Path first = Jars.write(load.resolve("m.jar"), "client", "1.0.0");
        jar().talk(load, (output, input) -> {
            awaitLine(output, "Started bundle");
            Path second = Files.copy(first, load.resolve("a.jar"));
            awaitLine(
                    output, "nmr: " + second + " is not loaded: it is client 1.0.0, which is there already as bundle ");
            Files.delete(firstGoes ? first : second);
            if (firstGoes) {
                awaitLine(output, "Uninstalling bundle");
                awaitLine(output, "Started bundle: " + second.toUri().toURL());
            } else {
                awaitLooks(load, output);
            }
            type(input, "lb -s client");
            awaitLine(output, "Active ");
        });
    }

    /** The samples' NPI is in each run: it must not be taken over, nor go with the file. */
    @Test
    void run_bundleOfTheRuntimeInTheLoadFolder_isSaidInOneLine() throws Exception {
        Path load = Files.createDirectory(folder.resolve("load"));
        jar().talk(load, (output, input) -> {
            Path npi = NmrJar.bundle("4/org.nmr.sample.datagram", load.resolve("npi.jar"));
            List<String> seen = awaitLine(output, "nmr: " + npi + " is not loaded: it is org.nmr.sample.datagram ");
            assertTrue(
                    seen.get(seen.size() - 1)
                            .contains(". Delete the file, or give it another version; \"lb -l\" shows"),
                    seen::toString);
            Files.delete(npi);
            awaitLooks(load, output);
            type(input, "lb -s org.nmr.sample.datagram");
            awaitLine(output, "Active ");
        });
    }

    @Test
    void run_activatorIsNotThere_isOneLine() throws Exception {
        Path load = folder.resolve("load");
        Jars.write(load.resolve("m.jar"), "m", "1.0.0", "Bundle-Activator: m.Activator");
        jar().talk(load, (output, input) -> {
            List<String> seen = awaitLine(output, "Let the bundle import the package of that class");
            assertTrue(
                    seen.get(seen.size() - 1).contains(load.resolve("m.jar") + ": java.lang.ClassNotFoundException"),
                    seen::toString);
        });
    }

    /** What was in the folder before was looked at when this is over. */
    private static void awaitLooks(Path load, BufferedReader output) throws IOException {
        Path last = Jars.write(load.resolve("last.jar"), "last", "1.0.0");
        List<String> seen = awaitLine(output, "Started bundle: " + last.toUri().toURL());
        assertTrue(seen.stream().noneMatch(line -> line.contains("Uninstalling")), seen::toString);
    }

    @Test
    void run_emptyLoadFolder_saysHowToStartTheSamples() throws Exception {
        Run empty = jar().run("", "run");
        List<String> commands =
                empty.out().lines().filter(line -> line.startsWith("    ")).toList();
        assertEquals(2, commands.size(), empty::toString);
        Run run = jar().run(String.join("\n", commands) + "\n", "run");
        assertEquals("", run.err());
        String unwrapped = run.out().replaceAll("\\s+", " "); // a call that is inside makes the line longer
        assertTrue(unwrapped.contains("client module org.nmr.sample.client.SampleClient"), run::toString);
    }

    @Test
    void run_somethingToLoad_saysNothingOfSamples() throws Exception {
        Path load = folder.resolve("full");
        Path jar = Jars.write(load.resolve("a.jar"), "a", "1.0.0");
        assertFalse(jar().run("", "run", "--load", load.toString()).out().contains("samples"));
        assertFalse(jar().run("", "run", jar.toString()).out().contains("samples"));
    }
}
