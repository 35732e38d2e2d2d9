// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nmr.itests.support.Counters;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.Shipped;
import org.nmr.itests.support.Task;
import org.osgi.framework.Bundle;

/**
 * The samples under real load, from the eight threads of the client: bundles come and go, no call fails, none comes too
 * late.
 */
class SampleIT {
    private static final int LOAD = 200;
    private static final String CLIENT = "org.nmr.sample.client";
    private static final String PROVIDER = "org.nmr.sample.provider";

    @RegisterExtension
    private final Felix felix = new Felix();

    /** Of every start of a sample so far. */
    private final List<Counters> all = new ArrayList<>();

    @BeforeEach
    void startCompanions() throws Exception {
        felix.start(Shipped.FUNCTION, Shipped.PROMISE, Shipped.COMPONENT, Shipped.SCR, Shipped.SAMPLE_NPI);
    }

    @ParameterizedTest
    @CsvSource({
        "REGISTRAR, SAMPLE_PROVIDER, SAMPLE_CLIENT",
        "REGISTRAR, SAMPLE_CLIENT, SAMPLE_PROVIDER",
        "SAMPLE_PROVIDER, REGISTRAR, SAMPLE_CLIENT",
        "SAMPLE_CLIENT, REGISTRAR, SAMPLE_PROVIDER",
        "SAMPLE_PROVIDER, SAMPLE_CLIENT, REGISTRAR",
        "SAMPLE_CLIENT, SAMPLE_PROVIDER, REGISTRAR",
    })
    void start_anyOrder_trafficFlowsBothWays(Shipped first, Shipped second, Shipped third) throws Exception {
        felix.start(first, second, third);
        watch(CLIENT).awaitMore("answers", LOAD);
        watch(PROVIDER);
        stopAndAssertClean();
    }

    @Test
    void update_providerUnderLoad_noCallFailsOrComesLate() throws Exception {
        Counters client = startAll();
        for (int i = 0; i < 5; i++) {
            felix.update(felix.find(PROVIDER), Shipped.SAMPLE_PROVIDER);
            watch(PROVIDER);
            client.awaitMore("answers", LOAD);
        }
        assertEquals(6, client.get("attached"));
        assertEquals(5, client.get("detached"));
        stopAndAssertClean();
    }

    @Test
    void stopAndStart_clientUnderLoad_noCallFailsOrComesLate() throws Exception {
        startAll();
        for (int i = 0; i < 3; i++) {
            Bundle client = felix.find(CLIENT);
            client.stop();
            client.start();
            watch(CLIENT).awaitMore("answers", LOAD);
        }
        stopAndAssertClean();
    }

    @Test
    void update_providerAndClientAtTheSameTimeUnderLoad_noCallFailsOrComesLate() throws Exception {
        startAll();
        for (int i = 0; i < 5; i++) {
            Task provider =
                    felix.async("update provider", () -> felix.update(felix.find(PROVIDER), Shipped.SAMPLE_PROVIDER));
            felix.update(felix.find(CLIENT), Shipped.SAMPLE_CLIENT);
            provider.join();
            watch(PROVIDER);
            watch(CLIENT).awaitMore("answers", LOAD);
        }
        stopAndAssertClean();
    }

    @Test
    void update_registrarUnderLoad_noCallFailsOrComesLate() throws Exception {
        Counters client = startAll();
        for (int i = 0; i < 3; i++) {
            felix.update(felix.find("org.nmr.registrar"), Shipped.REGISTRAR);
            client.awaitMore("answers", LOAD);
        }
        stopAndAssertClean();
    }

    @Test
    void refresh_npiUnderLoad_noCallFailsOrComesLate() throws Exception {
        startAll();
        felix.refresh(felix.find("org.nmr.sample.datagram"));
        watch(PROVIDER);
        watch(CLIENT).awaitMore("answers", LOAD);
        stopAndAssertClean();
    }

    private Counters startAll() throws Exception {
        felix.start(Shipped.REGISTRAR, Shipped.SAMPLE_PROVIDER, Shipped.SAMPLE_CLIENT);
        watch(PROVIDER);
        Counters client = watch(CLIENT);
        client.awaitMore("answers", LOAD);
        return client;
    }

    private Counters watch(String name) {
        Counters counters = Counters.of(felix.find(name), felix.context());
        all.add(counters);
        return counters;
    }

    private void stopAndAssertClean() throws Exception {
        felix.find(PROVIDER).stop();
        felix.find(CLIENT).stop();
        for (Counters counters : all) {
            assertEquals(0, counters.get("late-calls"), counters::toString);
            assertTrue(counters.get("attached") > 0, counters::toString);
            assertEquals(counters.get("attached"), counters.get("detached"), counters::toString);
        }
        assertNoneFailed();
    }

    private void assertNoneFailed() {
        for (Counters counters : all) {
            if (counters.toString().contains("failed")) {
                assertEquals(0, counters.get("failed"), counters::toString);
            }
        }
    }
}
