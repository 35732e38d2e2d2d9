// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A real process that is stopped for longer than its deadline: nothing is revoked at once when it goes on. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(300)
class FrozenProcessTest {
    private Process process;
    private BufferedReader output;

    @BeforeEach
    void start() throws Exception {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FrozenVictim.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = process.inputReader();
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    private void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        assertEquals(0, kill.waitFor());
    }

    @Test
    void close_processStoppedForLongerThanTheDeadline_revokesNothingWhileThoseInsideComeBack() throws Exception {
        assertEquals("waiting", output.readLine());
        signal("STOP");
        // the deadline passes meanwhile; a process that is stopped says nothing
        assertTrue(!process.waitFor(FrozenVictim.DEADLINE_MILLIS + 1000, TimeUnit.MILLISECONDS));
        signal("CONT");
        try (BufferedWriter input = process.outputWriter()) {
            input.write("return\n");
        }
        assertEquals("0 revocations", output.readLine());
    }
}
