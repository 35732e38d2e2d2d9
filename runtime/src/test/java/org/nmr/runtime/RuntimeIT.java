// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.runtime.NmrJar.awaitLine;
import static org.nmr.runtime.NmrJar.bundle;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nmr.runtime.bundle.ExitingActivator;

/** The runnable jar, as a process of its own. */
@Timeout(300)
class RuntimeIT {
    @TempDir
    Path folder;

    @Test
    void help_always_explainsAndEndsWith0() throws Exception {
        Run run = nmr("", "help");
        assertEquals(new Run(0, run.out(), ""), run);
        assertTrue(run.out().contains("nmr run [--load DIR] [--sample NAME] [--web [PORT]] [--node NAME "), run.out());
    }

    @Test
    void wrongOption_always_isOneLineAndEndsWith2() throws Exception {
        assertEquals(new Run(2, "", "nmr: unknown option \"--x\" of run; see nmr help\n"), nmr("", "run", "--x"));
    }

    /** Eight threads in each of two clients, and all modules are updated each second. */
    @Test
    void demo_always_holdsForTheCountedAndTheClassicClient() throws Exception {
        Run run = nmr("", "demo");
        assertEquals(0, run.status(), run::toString);
        assertEquals("", run.err());
        assertTrue(run.out().contains("update 10: "), run::toString);
        for (String line : List.of("counted client .*", "classic client .*", "demo: .* updates=30 .*")) {
            assertTrue(
                    run.out()
                            .lines()
                            .anyMatch(seen ->
                                    seen.matches(line) && seen.contains("failed=0 ") && seen.endsWith("late-calls=0")),
                    () -> "expected " + line + " without failed or late calls in " + run);
        }
        assertDrained(run);
    }

    /** The rows of the ordinary component: answered, cut off, found no service, refused. */
    private static void assertDrained(Run run) {
        Map<String, Predicate<List<Long>>> expected = Map.of(
                "plain", counts -> counts.get(1) > 0, // else the zeros of the others would say nothing
                "nmr.drain=true", counts -> counts.get(1) == 0,
                "nmr.drain.hold=PT5S", counts -> counts.subList(1, 4).equals(List.of(0L, 0L, 0L)));
        expected.forEach((name, isAsPromised) -> {
            Matcher row = Pattern.compile("(?m)^\\S+  " + Pattern.quote(name) + " +(\\d+) +(\\d+) +(\\d+) +(\\d+)$")
                    .matcher(run.out());
            assertTrue(row.find(), () -> "expected the row " + name + " in " + run);
            List<Long> counts = IntStream.rangeClosed(1, 4)
                    .mapToObj(i -> Long.valueOf(row.group(i)))
                    .toList();
            assertTrue(counts.get(0) > 0, run::toString);
            assertTrue(isAsPromised.test(counts), () -> name + ": " + counts + " in " + run);
        });
    }

    /** The demo's bundle stands for one that knows nothing of the registrar: it registers an ordinary service. */
    @Test
    void run_serviceNamedInTheLoadFolder_isDrained() throws Exception {
        Path load = Files.createDirectory(folder.resolve("load"));
        Files.writeString(load.resolve("nmr.drain.cfg"), "filter=(objectClass=java.util.concurrent.Callable)\n");
        bundle("10-story/org.nmr.demo", load.resolve("ordinary.jar"));
        new NmrJar(folder).talk(load, (output, input) -> {
            List<String> seen;
            do {
                NmrJar.type(input, "nmr:services");
                seen = awaitLine(output, "DRAINED", "PLAIN", "no service is drained");
            } while (!seen.get(seen.size() - 1).contains("DRAINED"));
            String row = seen.get(seen.size() - 1);
            assertTrue(row.contains("java.util.concurrent.Callable"), seen::toString);
            assertTrue(row.contains("org.nmr.demo ["), seen::toString);
        });
    }

    @Test
    void run_commandsInAPipe_areExecutedBeforeTheEnd() throws Exception {
        Run run = nmr("lb\nlog info\n", "run");
        assertEquals(0, run.status(), run::toString);
        for (String name :
                List.of("NMR API", "NMR Registrar", "NMR Sample NPI", "Declarative Services", "File Install")) {
            assertTrue(run.out().contains(name), () -> "expected " + name + " in " + run);
        }
        assertFalse(run.out().contains("Installed"), () -> "expected every bundle to be resolved: " + run);
        assertTrue(run.out().contains("org.nmr.registrar - BundleEvent STARTED"), run::toString);
        assertTrue(Files.isDirectory(folder.resolve("load")));
    }

    @Test
    void run_commandsOfTheRegistrar_areThere() throws Exception {
        Path provider = bundle("10-demo/org.nmr.sample.provider", folder.resolve("provider.jar"));
        Run run = nmr(
                "nmr:list\nnmr:why\nnmr:why org.nmr.sample.provider\nnmr:revoke 1\ny\n", "run", provider.toString());
        assertEquals(0, run.status(), run::toString);
        for (String text : List.of(
                "org.nmr.sample.datagram",
                "nothing is unloading",
                "no module is a client of NPI org.nmr.sample.datagram",
                "nmr:revoke: expected the id of a binding")) {
            assertTrue((run.out() + run.err()).contains(text), () -> "expected " + text + " in " + run);
        }
    }

    @Test
    void run_exitWithStatus_endsWithIt() throws Exception {
        assertEquals(3, nmr("exit 3\n", "run").status());
    }

    @Test
    void run_end_leavesNoFiles() throws Exception {
        assertEquals(0, nmr("stop 0\n", "run").status());
        try (Stream<Path> left = Files.list(Files.createDirectories(folder.resolve("tmp")))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void run_jars_areInstalledAndStarted() throws Exception {
        Path jar = bundle("10-demo/org.nmr.sample.provider", folder.resolve("my provider.jar"));
        Run run = nmr("lb -s org.nmr\n", "run", jar.toString());
        assertEquals(0, run.status(), run::toString);
        assertTrue(run.out().matches("(?s).*Active[^\\n]*org\\.nmr\\.sample\\.provider.*"), run::toString);
    }

    @Test
    void run_jarThatCannotBeInstalled_isReportedAndTheRestRuns() throws Exception {
        Path jar = bundle("10-demo/org.nmr.sample.client", folder.resolve("client.jar"));
        Path copy = Files.copy(jar, folder.resolve("copy.jar"));
        Run run = nmr("lb\n", "run", jar.toString(), copy.toString());
        assertEquals(0, run.status(), run::toString);
        assertTrue(run.err().contains("nmr: cannot install " + copy + ": it is org.nmr.sample.client "), run::toString);
        assertTrue(run.err().contains(", which is there already as bundle "), run::toString);
    }

    @Test
    void run_bundlePutIntoTheLoadFolderAndTakenAway_isStartedAndUninstalled() throws Exception {
        Path load = Files.createDirectory(folder.resolve("my load"));
        Process process = new ProcessBuilder(command("run", "--load", load.toString()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        // The end of the process is the end of its output, and so of a wait in vain.
        CompletableFuture.delayedExecutor(240, TimeUnit.SECONDS).execute(process::destroyForcibly);
        try (BufferedReader output = process.inputReader();
                BufferedWriter input = process.outputWriter()) {
            Path jar = bundle("10-demo/org.nmr.sample.provider", load.resolve("provider.jar"));
            awaitLine(output, "Started bundle");
            Files.delete(jar);
            awaitLine(output, "Uninstalling bundle");
            input.write("exit\n");
            input.flush();
            assertTrue(process.waitFor(240, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void run_exitInsideAStart_endsAtOnceAndSaysTheTruth() throws Exception {
        Path jar = exitingBundle(folder.resolve("exiting.jar"));
        assertExits(nmr("", "run", jar.toString()));
    }

    @Test
    void run_exitInsideAStartFromTheLoadFolder_endsAtOnceAndSaysTheTruth() throws Exception {
        Path load = Files.createDirectory(folder.resolve("exits"));
        exitingBundle(load.resolve("exiting.jar"));
        Process process = new ProcessBuilder(command("run", "--load", load.toString()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        CompletableFuture.delayedExecutor(240, TimeUnit.SECONDS).execute(process::destroyForcibly);
        try (BufferedReader output = process.inputReader();
                BufferedWriter input = process.outputWriter()) {
            awaitLine(output, "the JVM ends at once, and no module unloads");
            List<String> rest = output.lines().toList();
            assertTrue(rest.stream().noneMatch(line -> line.contains("the framework has not stopped")), rest::toString);
            assertTrue(process.waitFor(240, TimeUnit.SECONDS));
            assertEquals(7, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    private static void assertExits(Run run) {
        assertEquals(7, run.status(), run::toString);
        assertTrue(
                run.err()
                        .matches("(?s).*nmr: System.exit was called on thread main inside the start of a bundle:"
                                + " exiting \\[\\d+] is starting\\. The framework cannot stop .*"),
                run::toString);
        assertFalse(run.err().contains("the framework has not stopped"), run::toString);
    }

    private static Path exitingBundle(Path target) throws IOException {
        Manifest manifest = new Manifest();
        Map<String, String> headers = Map.of(
                "Manifest-Version", "1.0",
                "Bundle-ManifestVersion", "2",
                "Bundle-SymbolicName", "exiting",
                "Bundle-Activator", ExitingActivator.class.getName(),
                "Import-Package", "org.osgi.framework");
        headers.forEach(manifest.getMainAttributes()::putValue);
        String type = ExitingActivator.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target), manifest);
                InputStream bytes = ExitingActivator.class.getClassLoader().getResourceAsStream(type)) {
            jar.putNextEntry(new ZipEntry(type));
            bytes.transferTo(jar);
            jar.closeEntry();
        }
        return target;
    }

    @Test
    void run_whatCannotBeLoaded_isSaidInOneLineEach() throws Exception {
        Path load = Files.createDirectory(folder.resolve("load"));
        Files.writeString(load.resolve("garbage.jar"), "garbage");
        Files.createSymbolicLink(load.resolve("nowhere.jar"), load.resolve("missing"));
        Process process = new ProcessBuilder(command("run", "--load", load.toString()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        CompletableFuture.delayedExecutor(240, TimeUnit.SECONDS).execute(process::destroyForcibly);
        try (BufferedReader output = process.inputReader();
                BufferedWriter input = process.outputWriter()) {
            awaitLine(output, "cannot use " + load.resolve("garbage.jar") + ": expected a jar");
            awaitLine(output, "nmr: cannot use " + load.resolve("nowhere.jar") + ": the link leads nowhere");
            input.write("exit\n");
            input.flush();
            assertTrue(process.waitFor(240, TimeUnit.SECONDS));
        } finally {
            process.destroyForcibly();
        }
    }

    private Run nmr(String input, String... arguments) throws Exception {
        return new NmrJar(folder).run(input, arguments);
    }

    private List<String> command(String... arguments) throws IOException {
        return new NmrJar(folder).command(arguments);
    }
}
