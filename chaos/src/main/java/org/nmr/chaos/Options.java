// SPDX-License-Identifier: Apache-2.0
package org.nmr.chaos;

import java.time.Duration;
import org.nmr.chaos.shared.Script;

/**
 * What a run is to do; each is a system property of the same name after {@code chaos.}.
 *
 * @param framework felix or equinox; must be what is on the class path
 * @param seconds how long
 * @param cycles after how many cycles the run ends before; 0 is without limit
 * @param seed what each thread and each module does; not which thread comes first
 * @param threads how many start, stop, update, refresh, uninstall and install
 * @param callers how many call
 * @param modules how many bundles there are
 * @param plain how many plain bundles there are besides
 * @param hang after how many seconds without a cycle the run has failed
 * @param weakened a method of the registrar whose body is taken out, so that the run must fail; empty for none
 * @param undrained whether services do not ask to be drained, so that the run must fail
 * @param leak whether every class loader is kept, so that the run must fail
 */
record Options(
        String framework,
        long seconds,
        long cycles,
        long seed,
        int threads,
        int callers,
        int modules,
        int plain,
        long hang,
        String weakened,
        boolean undrained,
        boolean leak) {

    static Options ofSystem() {
        return new Options(
                System.getProperty("chaos.framework", "felix"),
                number("seconds", 20),
                number("cycles", 0),
                number("seed", 1),
                (int) number("threads", 4),
                (int) number("callers", 2),
                (int) number("modules", 12),
                (int) number("plain", 9),
                number("hang", 60),
                System.getProperty("chaos.weakened", ""),
                Boolean.getBoolean("chaos.undrained"),
                Boolean.getBoolean("chaos.leak"));
    }

    private static long number(String name, long otherwise) {
        return Long.getLong("chaos." + name, otherwise);
    }

    Duration time() {
        return Duration.ofSeconds(seconds);
    }

    /** Returns how many bundles come and go. */
    int population() {
        return modules + plain;
    }

    Script script() {
        return new Script(seed);
    }

    /** The command that does the same again, as far as a seed decides it. */
    String replay() {
        return "mvn verify -Pchaos -pl chaos -am -Dtest=NoUnitTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dchaos.framework=" + framework + " -Dchaos.minutes=0 -Dchaos.seconds=" + seconds
                + " -Dchaos.cycles=" + cycles + " -Dchaos.threads=" + threads + " -Dchaos.seed=" + seed;
    }
}
