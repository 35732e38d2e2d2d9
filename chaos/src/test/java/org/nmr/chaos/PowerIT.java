// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Registrars that lack the body of one method, services that are not drained, and a leak. If a run does not see it, the
 * sound runs prove nothing.
 *
 * <p>In this order: stop() does not wait; nobody is cleaned up; ended registrations are kept; waiting threads are not
 * released. What several rules can show is a fault for the one that looks first.
 */
class PowerIT {
    @ParameterizedTest
    @CsvSource({
        "unload.UnloadWait.run, LATE_CALL|REMAINS|CLEANUP",
        "core.Callbacks.cleanup, CLEANUP|REMAINS",
        "core.LiveModule.forget, REMAINS",
        "unload.End.releaseWaiters, HANG"
    })
    void run_registrarWithoutAMethod_breaksTheRule(String method, String rule) throws Exception {
        assertBroken(rule, "weakened=org.nmr.registrar." + method);
    }

    @Test
    void run_servicesDoNotAskToBeDrained_findsTheCallsThatAreCutOff() throws Exception {
        assertBroken("CUT_CALL", "undrained=true");
    }

    @Test
    void run_classLoadersAreKept_findsTheLeak() throws Exception {
        assertBroken("LEAKED_CLASS_LOADER", "leak=true");
    }

    private static void assertBroken(String rule, String fault) throws Exception {
        String hang = "hang=" + (rule.equals("HANG") ? 4 : 60); // on a busy machine 4 s without a cycle may be no fault
        Soak soak = Soak.run("felix", "seconds=300", hang, fault);
        assertEquals(1, soak.exitCode(), soak::output);
        assertTrue(
                Pattern.compile("broken: (" + rule + "): ")
                        .matcher(soak.output())
                        .find(),
                soak::output);
        assertTrue(soak.output().contains("again: mvn verify "), soak::output);
        assertTrue(soak.output().contains("-Dchaos.seed=" + Soak.SEED), soak::output);
    }
}
