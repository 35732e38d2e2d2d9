// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.injection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The choice of many clients among many providers costs what the clients cost; counts method entries, not time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChoiceWorkTest {
    private static final String WORK = "org.nmr.registrar.injection.rig.ChoiceWork$";
    private static final int CLIENTS = 20;
    private static final int FEW = 50;
    private static final int MANY = 20 * FEW;

    private InstrumentedLoader loader;

    @BeforeAll
    void load() throws Exception {
        loader = InstrumentedLoader.ofCore();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Join", "Close", "Offer"})
    void choose_twentyTimesTheProviders_hardlyMoreWork(String step) throws Throwable {
        int few = work(step, CLIENTS, FEW);
        int many = work(step, CLIENTS, MANY);
        assertTrue(many < few * 1.5, () -> step + " with 20 times the providers: " + few + " grew to " + many);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Join", "Close", "Offer"})
    void choose_twentyTimesTheClients_twentyTimesTheWorkAtMost(String step) throws Throwable {
        int few = work(step, CLIENTS, FEW);
        int many = work(step, 20 * CLIENTS, FEW);
        assertTrue(many <= few * 20, () -> step + " with 20 times the clients: " + few + " grew to " + many);
    }

    @SuppressWarnings("unchecked") // by its name
    private int work(String step, int clients, int providers) throws Throwable {
        Case work = ((BiFunction<Integer, Integer, Case>)
                        loader.loadClass(WORK + step).getConstructor().newInstance())
                .apply(clients, providers);
        Trial trial = work.trial(new ProbedPlace());
        Probe.prepare(Mode.ONCE, Integer.MAX_VALUE, /* withPlace= */ false);
        trial.operate();
        int hits = Probe.hits();
        assertEquals(List.of(), trial.judge(null));
        return hits;
    }
}
