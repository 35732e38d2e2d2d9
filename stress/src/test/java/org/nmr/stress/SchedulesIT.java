// SPDX-License-Identifier: Apache-2.0
package org.nmr.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.schedules.Scenario;

/**
 * The real core under controlled schedules, by Fray. The build leaves these out where it finds no JDK 25, see
 * {@code pom.xml}. Four at a time, because Fray runs one thread after the other, and beside other work each waits for
 * its turn.
 */
@Tag("fray")
@Execution(ExecutionMode.CONCURRENT)
class SchedulesIT {
    /** A fault that a scenario can show took 1,064 schedules at most. */
    private static final int MANY = 10_000;

    private static final int FEW = 1000;

    private static final int SCHEDULES = Integer.getInteger("stress.schedules", 1000);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void scenarios_everyOrderThatFrayChooses_keepEveryPromise(int quarter) throws Exception {
        List<String> scenarios = IntStream.range(0, Scenario.values().length)
                .filter(i -> i % 4 == quarter)
                .mapToObj(i -> Scenario.values()[i].name())
                .toList();
        Fork played = play("schedules-" + quarter, "", SCHEDULES, scenarios);
        assertEquals(0, played.exitCode(), played::output);
        for (String scenario : scenarios) {
            String expected = "played: " + scenario + " " + SCHEDULES + " ";
            assertTrue(played.output().contains(expected), () -> expected + "was expected in " + played.output());
        }
    }

    /** The short form has those that the short form of the races has. */
    static Stream<Mutant> mutants() {
        return MutantsIT.mutants();
    }

    /**
     * If one is not found, its scenario proves nothing; if a hidden one is found, the list of those that Fray misses is
     * wrong.
     */
    @ParameterizedTest
    @MethodSource("mutants")
    void scenario_coreWithFault_isBrokenUnlessHidden(Mutant mutant) throws Exception {
        boolean isHidden = mutant.isHiddenFromSchedules();
        String name = "schedules-" + mutant;
        Fork played = play(
                name,
                Fork.before(name, mutant),
                isHidden ? FEW : MANY,
                List.of(mutant.scenario().name()));
        assertEquals(isHidden ? 0 : 1, played.exitCode(), played::output);
        String expected = (isHidden ? "played: " : "broken: ") + mutant.scenario() + " ";
        assertTrue(played.output().contains(expected), played::output);
    }

    private static Fork play(String name, String before, int schedules, List<String> scenarios) throws Exception {
        List<String> arguments = new ArrayList<>();
        arguments.add(String.valueOf(schedules));
        arguments.addAll(scenarios);
        return Fork.runSchedules(name, before, arguments);
    }
}
