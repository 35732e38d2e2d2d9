// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.shared.Step;
import org.nmr.itests.support.Await;
import org.nmr.itests.support.Configurations;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.LogCapture;
import org.nmr.itests.support.ModuleJar;
import org.nmr.itests.support.Shipped;
import org.osgi.framework.Bundle;

/**
 * An unload waits on the thread that delivers configurations; what an operator configures meanwhile holds all the
 * same.
 */
class BlockedConfigurationIT {
    private static final String PID = "nmr.registrar";
    private static final String DEADLINE = "nmr.unload.deadline";
    private static final String AT_DEADLINE = "nmr.unload.at.deadline";

    @RegisterExtension
    private final Felix felix = new Felix();

    @RegisterExtension
    private final LogCapture log = new LogCapture();

    private Scenario scenario;
    private Bundle provider;

    @BeforeEach
    void startPair() throws Exception {
        scenario = felix.scenario();
        felix.start(Shipped.CONFIG_ADMIN, Shipped.REGISTRAR);
        provider = felix.start(ModuleJar.activator("provider").provider("npi.a"));
        felix.start(ModuleJar.activator("client").client("npi.a"));
        scenario.on("client detach provider", Step.PENDING);
    }

    @Test
    void updated_stopsABundleThatWaits_deadlineSetMeanwhileFreesIt() throws Exception {
        blockDelivery();
        Configurations.update(felix.context(), PID, Map.of(DEADLINE, 200L, AT_DEADLINE, "REVOKE"));
        scenario.await("delivery goes on");
        log.await("was revoked, because the deadline of 200 ms has passed");
        assertEquals(Bundle.RESOLVED, provider.getState());
    }

    @Test
    void updated_stopsABundleThatWaits_policyChangedMeanwhileHolds() throws Exception {
        Configurations.update(felix.context(), PID, Map.of(DEADLINE, 200L, AT_DEADLINE, "WAIT"));
        blockDelivery();
        log.await("It continues to wait, as configured");
        Configurations.update(felix.context(), PID, Map.of(DEADLINE, 200L, AT_DEADLINE, "REVOKE"));
        scenario.await("delivery goes on");
        log.await("was revoked, because the deadline of 200 ms has passed");
    }

    @Test
    void updated_stopsABundleThatWaits_wrongConfigurationIsWarnedOf() throws Exception {
        blockDelivery();
        Configurations.update(felix.context(), PID, Map.of(DEADLINE, "soon"));
        assertTrue(log.await("configuration nmr.registrar: ").contains("was soon"));
        scenario.perform("client completes provider");
        scenario.await("delivery goes on");
    }

    private void blockDelivery() throws Exception {
        Configurations.onUpdate(felix.context(), "other", () -> {
            provider.stop();
            scenario.record("delivery goes on");
        });
        Configurations.update(felix.context(), "other", Map.of("any", "value"));
        Await.until(
                "the delivery waits",
                () -> felix.runtime().getUnloads().stream().anyMatch(unload -> !unload.waiting.isEmpty()));
    }
}
