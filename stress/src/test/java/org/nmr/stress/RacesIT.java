// SPDX-License-Identifier: Apache-2.0
package org.nmr.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

    /**
     * If this fails, the two above prove nothing. The second race is that of a virtual thread: its claim is a fence of
     * its own, its way out is not. A busy machine may need more than the first try.
     */
    @Test
    void races_barrierLeftOut_showTheForbiddenOutcomes() throws Exception {
        String both = "(ShutRaces.EnterAndShut|LeaveRaces.CloseSharedAndShut)$";
        List<String> forbidden = List.of(
                "Observed forbidden state: true, true, ", // a call is inside after the guard was drained
                "Observed forbidden state: 0, 0"); // nobody is told of the last shared call
        Fork races = null;
        for (int millis = 2_000; millis <= 32_000 && !showsAll(races, forbidden); millis *= 4) {
            races = Fork.runWeakened("races-weakened", shortRun(millis, both, ""));
        }
        assertTrue(showsAll(races, forbidden), races::output);
        assertNotEquals(0, races.exitCode(), races::output);
    }

    private static boolean showsAll(@Nullable Fork races, List<String> outcomes) {
        return races != null && outcomes.stream().allMatch(races.output()::contains);
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
