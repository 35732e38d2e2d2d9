// SPDX-License-Identifier: Apache-2.0
package org.nmr.schedules;

import java.util.Arrays;
import kotlin.Unit;
import org.pastalab.fray.core.observers.TimelineCoverageType;
import org.pastalab.fray.core.randomness.ControlledRandomProvider;
import org.pastalab.fray.core.scheduler.POSScheduler;
import org.pastalab.fray.junit.plain.FrayInTestLauncher;

/**
 * The program: plays scenarios under Fray, which chooses the next thread at each lock, volatile access, compare-and-set
 * and park.
 *
 * <p>Its arguments are the number of schedules of each scenario and the names of scenarios; or {@code replay}, a folder
 * with a recording, and one name. It ends with 1 at the first schedule that fails.
 */
public final class Schedules {
    private static final int WARM_UP = 20;

    private Schedules() {}

    /**
     * Runs it.
     *
     * @param args as above
     */
    public static void main(String[] args) {
        if (args[0].equals("replay")) {
            replay(Scenario.valueOf(args[2]), args[1]);
        } else {
            int schedules = Integer.parseInt(args[0]);
            for (Scenario scenario :
                    Arrays.stream(args).skip(1).map(Scenario::valueOf).toList()) {
                if (!play(scenario, schedules)) {
                    Runtime.getRuntime().halt(1); // whatever hangs
                }
            }
        }
        Runtime.getRuntime().halt(0); // System.exit would be a step of the scenario
    }

    /** A recording is right only where as many classes are initialised as when it was made. */
    private static void replay(Scenario scenario, String recording) {
        var unused = play(scenario, WARM_UP);
        FrayInTestLauncher.INSTANCE.launchFrayReplay(scenario::play, recording);
    }

    /** Returns whether all schedules went well. */
    private static boolean play(Scenario scenario, int schedules) {
        long start = System.nanoTime();
        try {
            FrayInTestLauncher.INSTANCE.launchFray(
                    scenario::play,
                    new POSScheduler(),
                    new ControlledRandomProvider(),
                    schedules,
                    /* timeout= */ Integer.MAX_VALUE,
                    /* isReplay= */ false,
                    TimelineCoverageType.NONE,
                    configuration -> {
                        configuration.getTestStatusObservers().add(new Observer(scenario));
                        return Unit.INSTANCE;
                    });
        } catch (Throwable broken) {
            return false; // the observer has said so
        }
        System.out.println(
                "\nplayed: " + scenario + " " + schedules + " in " + (System.nanoTime() - start) / 1_000_000 + " ms");
        return true;
    }
}
