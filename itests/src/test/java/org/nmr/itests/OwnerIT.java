// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.nmr.itests.Histories.attach;
import static org.nmr.itests.Histories.pairs;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nmr.itests.shared.Scenario;
import org.nmr.itests.support.Felix;
import org.nmr.itests.support.ModuleJar;
import org.osgi.framework.Bundle;

/** Registrations belong to the calling bundle; the modules here all pass themselves off as another one. */
class OwnerIT {
    @RegisterExtension
    private final Felix felix = new Felix();

    private Scenario scenario;

    @BeforeEach
    void startRegistrar() throws Exception {
        scenario = felix.scenario();
        felix.startRegistrar();
    }

    @Test
    void owner_forged_isTheCallingBundleWhicheverWayItCameIn() throws Exception {
        Bundle client = felix.start(ModuleJar.activator("client").client("npi.a"));
        for (ModuleJar jar : List.of(
                ModuleJar.activator("activator").provider("npi.a"),
                ModuleJar.whiteboard("whiteboard").provider("npi.a"),
                ModuleJar.byHand("hand").provider("npi.a"),
                ModuleJar.parts("parts").provider("npi.a"))) {
            Bundle provider = felix.start(jar);
            String name = provider.getSymbolicName();
            scenario.takeHistory();
            scenario.perform("client tells owner of " + name);
            scenario.perform(name + " tells owner of client");
            assertEquals(
                    List.of(
                            name + " is of " + name + " [" + provider.getBundleId() + "]",
                            "client is of client [" + client.getBundleId() + "]"),
                    scenario.takeHistory());
        }
    }

    @Test
    void register_staleServiceOfAStoppedBundle_isRefused() throws Exception {
        felix.start(ModuleJar.activator("client").client("npi.a"));
        Bundle hand = felix.start(ModuleJar.byHand("hand").provider("npi.a"));
        hand.stop();
        scenario.takeHistory();
        assertRefused("hand [" + hand.getBundleId() + "]");
    }

    @Test
    void register_staleServiceOfAnEarlierStart_isRefusedAndTheNewOneWorks() throws Exception {
        felix.start(ModuleJar.activator("client").client("npi.a"));
        Bundle hand = felix.start(ModuleJar.byHand("hand").provider("npi.a"));
        scenario.perform("hand registers again");
        assertEquals(attach("client", "hand"), pairs(scenario.takeHistory()).subList(3, 6));
        hand.stop();
        hand.start();
        hand.stop();
        scenario.takeHistory();
        assertRefused("hand");
    }

    @Test
    void register_staleServiceOfAStoppedRegistrar_isRefused() throws Exception {
        felix.start(ModuleJar.byHand("hand").provider("npi.a"));
        felix.find("org.nmr.registrar").stop();
        scenario.takeHistory();
        assertRefused("hand");
    }

    private void assertRefused(String subject) {
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> scenario.perform("hand registers again"));
        assertTrue(
                refused.getMessage().contains(subject) && refused.getMessage().contains("Nothing was registered"),
                refused::getMessage);
        assertEquals(List.of(), scenario.takeHistory());
    }
}
