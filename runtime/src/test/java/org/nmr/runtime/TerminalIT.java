// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The prompt at a real terminal. Where none can be made, each test says so. */
@Timeout(300)
class TerminalIT {
    private static final String PROMPT = "g! ";
    private static final String STUCK = "org.nmr.sample.stuck";

    @TempDir
    Path folder;

    private interface Talk {
        void at(Pseudoterminal terminal) throws Exception;
    }

    @Test
    void ctrlC_whileAStopWaits_givesThePromptBackAndTheStopGoesOn() throws Exception {
        talk(List.of("run", "--sample", "stuck"), terminal -> {
            awaitCall(terminal);
            terminal.type("stop " + STUCK + "\n");
            terminal.await("stop " + STUCK + ": 1 s, ");
            String verdict = terminal.await("stop " + STUCK + ": 2 s, ");
            assertTrue(verdict.contains("nmr-sample-client sender"), verdict);
            terminal.type(Pseudoterminal.CTRL_C);
            terminal.await("stop " + STUCK + " goes on; nmr:why tells what it waits for");
            terminal.type("lb -s " + STUCK + "\n");
            terminal.await("Stopping");
            terminal.type("stuck:release\n");
            terminal.await("the call returns");
            terminal.type("exit\n");
            assertEquals(0, terminal.end());
        });
    }

    @Test
    void prompt_always_completesAndRemembersAndSurvivesCtrlC() throws Exception {
        talk(List.of("run"), terminal -> {
            terminal.await(PROMPT);
            terminal.type("half a line" + Pseudoterminal.CTRL_C);
            terminal.await(PROMPT);
            terminal.type(Pseudoterminal.CTRL_C);
            terminal.await(PROMPT);
            terminal.type("nmr:lis\t");
            terminal.await("nmr:list");
            terminal.type("\n");
            terminal.await("nobody is registered");
            terminal.type("stop org.nmr.ap\t");
            terminal.await("org.nmr.api");
            terminal.type(Pseudoterminal.CTRL_C);
            terminal.await(PROMPT);
            terminal.type("echo first-$(echo second)\n");
            terminal.await("first-second");
            terminal.await(PROMPT);
            terminal.type(Pseudoterminal.PREVIOUS + "\n");
            terminal.await("first-second");
            terminal.await(PROMPT);
            terminal.type(Pseudoterminal.CTRL_D);
            assertEquals(0, terminal.end());
        });
    }

    @Test
    void tab_afterACommandOfTheRegistrar_offersTheBundlesWithModules() throws Exception {
        talk(List.of("run", "--sample", "stuck"), terminal -> {
            awaitCall(terminal);
            for (String command : List.of("nmr:why", "nmr:plan", "nmr:drain", "nmr:redeploy")) {
                terminal.type(command + " org.nmr.sample.st\t");
                terminal.await("org.nmr.sample.stuck");
                terminal.type(Pseudoterminal.CTRL_C);
                terminal.await(PROMPT);
            }
            terminal.type("stuck:release\nexit\n");
            assertEquals(0, terminal.end());
        });
    }

    /** The end is not complete before the call has returned; meanwhile the prompt is there. */
    @Test
    void exit_whileACallIsInside_leavesThePromptUntilItReturns() throws Exception {
        talk(List.of("run", "--sample", "stuck"), terminal -> {
            awaitCall(terminal);
            terminal.type("exit\n");
            String progress = terminal.await("nmr: ending: 1 s, ");
            assertFalse(progress.contains("Exception"), progress);
            terminal.type("stuck:release\n");
            assertEquals(0, terminal.end());
        });
    }

    private static void awaitCall(Pseudoterminal terminal) throws Exception {
        terminal.await(PROMPT);
        String seen = "";
        while (!seen.contains("nmr-sample-client sender")) {
            terminal.type("nmr:why " + STUCK + "\n");
            seen = terminal.await(PROMPT);
        }
    }

    private void talk(List<String> arguments, Talk talk) throws Exception {
        if (!Pseudoterminal.isThere()) {
            System.err.println("left out: TerminalIT, because there is no program \"script\" that makes a terminal");
            return;
        }
        List<String> command = new NmrJar(folder).command(arguments.toArray(String[]::new));
        command.add(1, "-Duser.home=" + folder);
        try (Pseudoterminal terminal = Pseudoterminal.start(folder, command)) {
            talk.at(terminal);
        }
    }
}
