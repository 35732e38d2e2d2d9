// SPDX-License-Identifier: Apache-2.0
package org.nmr.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The whole registrar under load: as it is, with callers that fence, and with a guard that must fail. */
class StressIT {
    /** How long the weakened guard may take to fail; it mostly takes a few seconds. */
    private static final long WEAKENED_SECONDS = 600;

    private static final Pattern UPDATES = Pattern.compile(" updates=(\\d+) ");

    private static final List<String> SOUND = List.of("org.nmr.stress.Stress");
    private static final List<String> FENCED = List.of("-Dorg.nmr.guard=fenced", "org.nmr.stress.Stress");

    @Test
    void run_registrarUnderLoad_keepsEveryPromise() throws Exception {
        Fork stress = Fork.run("stress", with(SOUND, seconds()));
        assertSound(stress);
    }

    @Test
    void run_fencedGuard_keepsEveryPromise() throws Exception {
        Fork stress = Fork.run("stress-fenced", with(FENCED, seconds() / 2));
        assertSound(stress);
        assertTrue(stress.output().contains(" guard=fenced "), stress::output);
    }

    /** If this fails, the two above prove nothing. */
    @Test
    void run_barrierLeftOut_findsACallInAnEndedBinding() throws Exception {
        Fork stress = Fork.runWeakened("stress-weakened", with(SOUND, WEAKENED_SECONDS));
        System.out.println("weakened, and so expected to fail: " + stress.output());
        assertEquals(1, stress.exitCode(), stress::output);
        assertTrue(
                stress.output().contains("broken: a call runs after its binding has ended")
                        || stress.output().contains("broken: a call in flight has lost its peer"),
                stress::output);
    }

    private static void assertSound(Fork stress) {
        System.out.println(stress.output());
        assertEquals(0, stress.exitCode(), stress::output);
        Matcher updates = UPDATES.matcher(stress.output());
        assertTrue(updates.find() && Long.parseLong(updates.group(1)) >= Stress.ENOUGH, stress::output);
    }

    private static List<String> with(List<String> program, long seconds) {
        List<String> arguments = List.of(String.valueOf(seconds), seed());
        return Stream.concat(program.stream(), arguments.stream()).toList();
    }

    private static long seconds() {
        long minutes = Long.getLong("stress.minutes", 0);
        return minutes > 0 ? 60 * minutes : Long.getLong("stress.seconds", 10);
    }

    private static String seed() {
        String seed = System.getProperty("stress.seed", "random");
        return seed.equals("random") ? String.valueOf(new Random().nextInt(1_000_000)) : seed;
    }
}
