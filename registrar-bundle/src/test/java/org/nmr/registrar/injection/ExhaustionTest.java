// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each operation where the stack or the heap is really used up, at ever more room: afterwards everything unloads. What
 * the probe cannot show is here: the collections of the JDK, and the virtual machine itself.
 */
class ExhaustionTest {
    /** Only a hang takes so long; on a busy machine a run takes a minute. */
    private static final Duration LIMIT = Duration.ofMinutes(8);

    @Test
    void operation_endOfASmallStack_everythingUnloads() throws Exception {
        run(
                Exhaustion.class,
                "stack",
                "-XX:-StackTraceInThrowable"); // nobody reads them, and they take most of the time
    }

    @Test
    void operation_endOfTheHeap_everythingUnloads() throws Exception {
        run(Exhaustion.class, "heap", "-Xmx8m", "-XX:+UseSerialGC");
    }

    @Test
    void await_heapIsFullForLong_endsWithTheEnd() throws Exception {
        run(FullHeapWait.class, "", "-Xmx8m", "-XX:+UseSerialGC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "detach", "completion", "view", "standIn", "capture"})
    void operation_firstOfAllAtTheEndOfAStack_worksLater(String operation) throws Exception {
        run(FirstUse.class, operation);
    }

    @Test
    void newRegistrar_theProgramsLoggerFinderFails_worksWithoutLog(@TempDir Path services) throws Exception {
        Path file = services.resolve("META-INF/services/java.lang.System$LoggerFinder");
        Files.createDirectories(file.getParent());
        Files.writeString(file, BrokenLoggerFinder.class.getName());
        String output = run(BrokenLoggerFinder.class, "", List.of(), services + File.pathSeparator);
        assertTrue(output.contains("The registrar has no log, because System.getLogger failed"), output);
    }

    private static void run(Class<?> main, String what, String... options) throws Exception {
        run(main, what, List.of(options), "");
    }

    private static String run(Class<?> main, String what, List<String> options, String path) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-ea",
                "-cp",
                path
                        + System.getProperty("java.class.path")
                        + File.pathSeparator
                        + System.getProperty("surefire.test.class.path", ""),
                main.getName(),
                what));
        Path file = Files.createTempFile("nmr-exhaustion", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(file.toFile())
                .start();
        try {
            boolean hasEnded = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            String output = Files.readString(file);
            assertTrue(hasEnded, () -> main.getSimpleName() + " " + what + " hangs. It has printed: " + output);
            assertEquals(0, process.exitValue(), output);
            return output;
        } finally {
            process.destroyForcibly().waitFor();
            Files.delete(file);
        }
    }
}
