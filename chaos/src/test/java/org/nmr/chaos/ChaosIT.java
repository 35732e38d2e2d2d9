// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The soak itself: the registrar as it is shipped. */
class ChaosIT {
    /**
     * What a run must have seen after so many cycles, or it has shown little; most often each has come ten times by
     * then.
     */
    private static final Map<Integer, List<String>> EXPECTED = Map.of(
            1_500,
                    List.of(
                            "calls_by_view",
                            "calls_by_hand",
                            "calls_async",
                            "calls_back",
                            "calls_during_detach",
                            "attached",
                            "pending",
                            "disowned",
                            "declined",
                            "nested",
                            "closed_early",
                            "drained_calls",
                            "drained_refused",
                            "drained_goodbyes",
                            "drained_async",
                            "drained_again",
                            "handed_out",
                            "property_changes",
                            "expected_warnings"),
            5_000, List.of("updates", "refreshes", "uninstalls", "drain_restarts", "drain_updates", "releases"));

    static Stream<Arguments> frameworks() {
        String framework = System.getProperty("chaos.framework", "both");
        long minutes = Long.getLong("chaos.minutes", 0);
        long seconds = minutes > 0 ? 60 * minutes : Long.getLong("chaos.seconds", 10);
        return framework.equals("both")
                ? Stream.of(Arguments.of("felix", seconds), Arguments.of("equinox", seconds * 3 / 4))
                : Stream.of(Arguments.of(framework, seconds));
    }

    @ParameterizedTest
    @MethodSource("frameworks")
    void run_bundlesComeAndGoUnderTraffic_noRuleIsBroken(String framework, long seconds) throws Exception {
        Soak soak = Soak.run(
                framework,
                "seconds=" + seconds,
                "cycles=" + System.getProperty("chaos.cycles", "0"),
                "threads=" + System.getProperty("chaos.threads", "4"));
        assertEquals(0, soak.exitCode(), soak::output);
        assertEquals(soak.count("starts"), soak.count("stops"), soak::output);
        assertTrue(soak.count("cycles") > 0, soak::output);
        assertTrue(10 * soak.count("refused_operations") < soak.count("starts"), soak::output);
        EXPECTED.forEach((cycles, counts) -> counts.forEach(each -> assertTrue(
                soak.count("cycles") < cycles || soak.count(each) > 0,
                () -> "expected " + each + " after " + cycles + " cycles in " + soak.output())));
    }

    @Test
    void run_oneThreadAndTheSameSeed_doesTheSameInTheSameOrder() throws Exception {
        String first = oneThread().value("trace");
        assertEquals(first, oneThread().value("trace"), "trace of all operations and outcomes");
    }

    private static Soak oneThread() throws Exception {
        Soak soak = Soak.run("felix", "threads=1", "cycles=250", "seconds=600");
        assertEquals(0, soak.exitCode(), soak::output);
        assertTrue(soak.count("cycles") >= 250, soak::output);
        return soak;
    }
}
