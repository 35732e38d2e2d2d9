// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.nmr.registrar.call.GuardStress.Report;

/**
 * The guard's races: callers against closers, and the same with the barrier left out, which must fail.
 *
 * <p>Longer: {@code -Dnmr.stress.seconds=60}.
 */
class GuardStressTest {
    private static final int SECONDS = Integer.getInteger("nmr.stress.seconds", 1);

    /** How long a run goes on that has not seen enough, on a busy machine. */
    private static final Duration LIMIT = Duration.ofMinutes(10);

    @Test
    void run_guard_keepsEveryPromise() throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        Report report = new GuardStress(Barrier::run, 2)
                .run(LIMIT, r -> System.nanoTime() - end > 0 && r.calls() > 100 && r.guards() > 1);
        assertTrue(report.isClean(), report::toString);
        assertTrue(report.calls() > 100 && report.guards() > 1, report::toString);
    }

    @Test
    void run_fencedGuard_keepsEveryPromise() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.nmr.guard=fenced",
                        "-cp",
                        System.getProperty("java.class.path")
                                + File.pathSeparator
                                + System.getProperty("surefire.test.class.path", ""),
                        GuardStress.class.getName(),
                        String.valueOf(SECONDS))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.startsWith("fenced=true"), output);
    }

    /** If this fails, the test above proves nothing. */
    @Test
    void run_barrierLeftOut_findsCallsInDrainedGuards() throws InterruptedException {
        Duration limit = Barrier.FENCED ? Duration.ofSeconds(1) : LIMIT;
        Report report = new GuardStress(() -> {}, 2).run(limit, r -> r.callsInDrained() > 0);
        assertEquals(!Barrier.FENCED, report.callsInDrained() > 0, report::toString);
    }
}
