// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.runtime.NmrJar.awaitLine;
import static org.nmr.runtime.NmrJar.type;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the runnable jar ends, and what its process leaves. */
@Timeout(300)
class EndIT {
    private static final String BUDGET = "-Dnmr.shutdown.budget=PT2S";

    @TempDir
    Path folder;

    /** What a test does with a runtime that has a call inside a module. */
    private interface Talk {
        void with(Process process, BufferedReader output, BufferedWriter input) throws Exception;
    }

    @Test
    void exit_withACallThatNeverReturns_saysSoAndEndsWith3() throws Exception {
        stuck((process, output, input) -> {
            type(input, "exit");
            awaitLine(output, "nmr: ending: 1 s, ");
            awaitLine(output, "nmr: not everything was unloaded: 1 call abandoned");
            assertEquals(3, statusOf(process, output));
        });
    }

    @Test
    void endOfInput_withACallThatNeverReturns_endsWith3() throws Exception {
        stuck((process, output, input) -> {
            input.close();
            assertEquals(3, statusOf(process, output));
        });
    }

    @Test
    void signal_withACallThatNeverReturns_endsWith3() throws Exception {
        stuck((process, output, input) -> {
            process.toHandle().destroy(); // that of the process would close its output
            awaitLine(output, "nmr: not everything was unloaded: 1 call abandoned");
            assertEquals(3, statusOf(process, output));
        });
    }

    @Test
    void exit_withAStatusAndACallThatNeverReturns_endsWithThatStatus() throws Exception {
        stuck((process, output, input) -> {
            type(input, "exit 5");
            assertEquals(5, statusOf(process, output));
        });
    }

    @Test
    void exit_whenTheCallHasReturned_endsWith0() throws Exception {
        stuck((process, output, input) -> {
            type(input, "stuck:release");
            type(input, "exit");
            assertEquals(0, statusOf(process, output));
        });
    }

    /** The stop goes on alone when its command is in the background. */
    @Test
    void stop_inAPipe_printsWhoHoldsItUp() throws Exception {
        stuck((process, output, input) -> {
            type(input, "stop org.nmr.sample.stuck &");
            List<String> seen = awaitLine(output, "stop org.nmr.sample.stuck: 1 s, ");
            assertTrue(seen.get(seen.size() - 1).contains("org.nmr.sample.client"), seen::toString);
            awaitLine(output, "stop org.nmr.sample.stuck: 2 s, ");
            type(input, "stuck:release");
            type(input, "exit");
            assertEquals(0, statusOf(process, output));
        });
    }

    @Test
    void start_afterAnotherWasKilled_removesWhatThatLeft() throws Exception {
        stuck((process, output, input) -> {
            List<Path> first = folders();
            assertEquals(1, first.size());
            new NmrJar(folder).run("lb\n", "run");
            assertEquals(first, folders(), "a runtime that lives keeps its folder");
            process.destroyForcibly().waitFor();
            assertEquals(first, folders());
            new NmrJar(folder).run("lb\n", "run");
            assertEquals(List.of(), folders());
        });
    }

    @Test
    void run_portInUse_isOneLineAndEndsWith2() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Run run = new NmrJar(folder).run("", "run", "--web", Integer.toString(taken.getLocalPort()));
            assertEquals(2, run.status(), run::toString);
            assertEquals(1, run.err().lines().count(), run::toString);
            assertTrue(run.err().startsWith("nmr: cannot use port " + taken.getLocalPort() + ": "), run::toString);
        }
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> files = Files.list(Files.createDirectories(folder.resolve("tmp")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("nmr-"))
                    .toList();
        }
    }

    private static int statusOf(Process process, BufferedReader output) throws Exception {
        List<String> unused = output.lines().toList(); // a full pipe would hold up the process
        assertTrue(process.waitFor(240, TimeUnit.SECONDS));
        return process.exitValue();
    }

    private void stuck(Talk talk) throws Exception {
        List<String> command = new NmrJar(folder).command("run", "--sample", "stuck");
        command.add(1, BUDGET);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        Process process = builder.start();
        CompletableFuture.delayedExecutor(240, TimeUnit.SECONDS).execute(process::destroyForcibly);
        try (BufferedReader output = process.inputReader();
                BufferedWriter input = process.outputWriter()) {
            awaitCall(output, input);
            talk.with(process, output, input);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void awaitCall(BufferedReader output, BufferedWriter input) throws Exception {
        List<String> seen = List.of();
        for (int i = 1; seen.stream().noneMatch(line -> line.contains("nmr-sample-client sender")); i++) {
            type(input, "nmr:why org.nmr.sample.stuck");
            type(input, "echo seen" + i);
            seen = awaitLine(output, "seen" + i);
        }
    }
}
