// SPDX-License-Identifier: Apache-2.0
package org.nmr.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The races of the guard and of the core, by jcstress: as it is, with callers that fence, and with a guard that must
 * fail.
 */
class RacesIT {
    private static final String MODE = System.getProperty("stress.races", "short");

    /** One for each kind of race. */
    private static final String SELECTION = "(ShutRaces.EnterAndShut|ShutRaces.EnterSharedAndShut"
            + "|LeaveRaces.CloseAndAfterBarrier|LeaveRaces.CloseSharedAndShut|LeaveRaces.CloseDetachedAndCloseDetached"
            + "|EntryRaces.EnterAndEnter|AttachRaces.RegisterAndRegister"
            + "|DetachRaces.CompleteAndReturnOfDetach|CallRaces.EnterAndDeregister)$";

    private static final String ENTER_AND_SHUT = "ShutRaces.EnterAndShut$";
    private static final String CLOSE_SHARED_AND_SHUT = "LeaveRaces.CloseSharedAndShut$";

    @Test
    void races_ofGuardAndCore_showNoForbiddenOutcome() throws Exception {
        assertSound(Fork.run("races", isShort() ? soundRun(SELECTION, "") : fullRun("org.nmr", "")));
    }

    @Test
    void races_ofFencedGuard_showNoForbiddenOutcome() throws Exception {
        String fenced = "-Dorg.nmr.guard=fenced";
        assertSound(Fork.run(
                "races-fenced", isShort() ? soundRun(ENTER_AND_SHUT, fenced) : fullRun("registrar.call", fenced)));
    }

    /** If this fails, the two above prove nothing. A busy machine may need more than the first try. */
    @Test
    void races_barrierLeftOut_showTheForbiddenOutcome() throws Exception {
        assertWeakenedShows("races-weakened", ENTER_AND_SHUT, "true, true, ");
    }

    /** A virtual thread's claim is a fence of its own; its way out is not. */
    @Test
    void races_barrierLeftOut_loseTheLastSharedCall() throws Exception {
        assertWeakenedShows("races-weakened-shared", CLOSE_SHARED_AND_SHUT, "0, 0");
    }

    private static void assertWeakenedShows(String name, String race, String outcome) throws Exception {
        Fork races = null;
        for (int millis = 500; millis <= 32_000 && (races == null || races.exitCode() == 0); millis *= 4) {
            races = Fork.runWeakened(name, shortRun(millis, race, ""));
        }
        assertNotEquals(0, races.exitCode(), races::output);
        assertTrue(races.output().contains("Observed forbidden state: " + outcome), races::output);
    }

    private static void assertSound(Fork races) {
        int results = races.output().indexOf("RUN RESULTS:");
        System.out.println(races.output().substring(Math.max(0, results)));
        assertEquals(0, races.exitCode(), races::output);
        assertTrue(races.output().contains("All remaining tests: "), races::output);
    }

    static boolean isShort() {
        return MODE.equals("short");
    }

    /** One configuration of the JVM, where the compiler that reorders most comes at once. */
    static List<String> shortRun(int millis, String tests, String flag) {
        return command(
                "quick",
                tests,
                "-iters",
                "1",
                "-time",
                String.valueOf(millis),
                "-sc",
                "false",
                "-jvmArgs",
                (flag + " -XX:-TieredCompilation").trim());
    }

    /** Smaller strides, because each barrier takes its time. */
    private static List<String> soundRun(String tests, String flag) {
        List<String> command = new ArrayList<>(shortRun(200, tests, flag));
        command.addAll(List.of("-strideSize", "64", "-strideCount", "16"));
        return command;
    }

    /**
     * Interpreter and compilers, with and without jcstress's stress options; beyond {@code quick} also a mix of two
     * compilers.
     */
    private static List<String> fullRun(String tests, String flag) {
        List<String> command = command(MODE, tests, "-sc", String.valueOf(!MODE.equals("quick")));
        if (!flag.isEmpty()) {
            command.addAll(List.of("-jvmArgsPrepend", flag));
        }
        return command;
    }

    /** Without affinity, because a barrier needs a processor for the JVM's own thread. */
    private static List<String> command(String mode, String tests, String... more) {
        List<String> command = new ArrayList<>(List.of("org.openjdk.jcstress.Main", "-v", "-r", "report"));
        command.addAll(List.of("-m", mode, "-t", tests, "-f", "1", "-fsm", "1", "-af", "NONE"));
        command.addAll(List.of(more));
        return command;
    }
}
