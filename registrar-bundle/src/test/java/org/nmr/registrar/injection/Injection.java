// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Takes one case again and again, with an Error at each site in turn. */
final class Injection {
    /** More hits than any operation has; a run that goes on for ever is noticed. */
    private static final int MANY = 100_000;

    /** After so many failures in one mode the rest is left out: each may cost a thread that does not come back. */
    private static final int ENOUGH = 200;

    private static final Place PLACE = new ProbedPlace();

    private final Case of;
    private final List<Failure> failures = new ArrayList<>();
    private final Map<Mode, Integer> injected = new EnumMap<>(Mode.class);

    Injection(Case of) {
        this.of = of;
    }

    /** Injects at every site in every mode; the case must be sound without. */
    void run() throws Exception {
        List<String> wrong = once(Mode.ONCE, MANY, /* withPlace= */ false);
        if (!wrong.isEmpty()) {
            failures.add(new Failure(of, Mode.ONCE, MANY, "no site: nothing was injected", wrong));
            return;
        }
        for (Mode mode : Mode.values()) {
            run(mode);
        }
    }

    private void run(Mode mode) throws Exception {
        int failed = 0;
        for (int index = 0; index < MANY; index++) {
            List<String> wrong = once(mode, index, /* withPlace= */ false);
            if (!wrong.isEmpty()) {
                failures.add(new Failure(of, mode, index, Probe.thrownAt(), wrong));
                failed++;
            }
            if (!Probe.hasThrown() || failed == ENOUGH) {
                injected.put(mode, index);
                return;
            }
        }
        throw new AssertionError(of + ": expected an end, has " + MANY + " sites");
    }

    /** Takes the case once; returns what was wrong. */
    List<String> once(Mode mode, int index, boolean withPlace) throws Exception {
        Trial trial = of.trial(PLACE);
        Probe.prepare(mode, index, withPlace);
        Throwable thrown = null;
        try {
            trial.operate();
        } catch (Throwable any) {
            thrown = any;
        } finally {
            Probe.disarm();
        }
        return trial.judge(thrown);
    }

    List<Failure> failures() {
        return failures;
    }

    int injected() {
        return injected.values().stream().mapToInt(Integer::intValue).sum();
    }
}
