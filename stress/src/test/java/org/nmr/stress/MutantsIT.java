// SPDX-License-Identifier: Apache-2.0
package org.nmr.stress;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One fault for each claimed race: the race's test must show it, or it proves nothing. Several at a time: most of
 * it is jcstress, asking one JVM after the other what it can do.
 */
@Execution(ExecutionMode.CONCURRENT)
class MutantsIT {
    /** The short form has those of the races that the core claims first of all. */
    static Stream<Mutant> mutants() {
        return Stream.of(Mutant.values()).filter(mutant -> !RacesIT.isShort() || mutant.isInShortForm());
    }

    /** A busy machine may need more than the first try. That is long, because most of a try is jcstress's start. */
    @ParameterizedTest
    @MethodSource("mutants")
    void race_coreWithFault_showsTheForbiddenOutcome(Mutant mutant) throws Exception {
        String name = "mutant-" + mutant;
        Fork race = null;
        for (int millis = 800; millis <= 12_800 && (race == null || race.exitCode() == 0); millis *= 4) {
            race = Fork.run(name, mutant, RacesIT.shortRun(millis, mutant.race() + "$", ""));
        }
        assertNotEquals(0, race.exitCode(), race::output);
        Pattern expected = Pattern.compile("Observed forbidden state: " + mutant.outcome() + "\\b");
        assertTrue(expected.matcher(race.output()).find(), race::output);
    }
}
