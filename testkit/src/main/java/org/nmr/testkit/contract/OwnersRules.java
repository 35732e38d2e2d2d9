// SPDX-License-Identifier: Apache-2.0
package org.nmr.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nmr.ClientCharacteristics;
import org.nmr.ModuleId;
import org.nmr.NetworkModuleRegistrar;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.Registration;
import org.nmr.RegistrationInstance;
import org.nmr.testkit.Clause;
import org.nmr.testkit.ModuleHarness;

/** What the peers see of each other: section 1 of the contract. */
abstract class OwnersRules extends Rules {
    OwnersRules(ModuleHarness harness) {
        super(harness);
    }

    @Test
    @Clause("C-14, C-33, C-37, C-70, C-71, C-78, C-79")
    void proposal_eachSide_seesThePeersInstance() {
        List<RegistrationInstance> seen = new ArrayList<>();
        client.characteristic("version", 2);
        client.onProposal(proposal -> {
            seen.add(proposal.provider());
            seen.add(proposal.binding().peer());
            client.attach(proposal);
        });
        provider.onProposal(proposal -> {
            seen.add(proposal.client());
            seen.add(proposal.binding().peer());
            return provider.accept(proposal);
        });
        RegistrationInstance p = provider.register().instance();
        RegistrationInstance c = client.register().instance();

        assertEquals(List.of(p, p, c, c), seen);
        assertEquals(2, c.characteristics().get("version"));
    }

    @Test
    @Clause("B-27, C-29")
    void register_forgedOwner_isReplacedByTheCaller() {
        Owner forged = new Owner(0, "system", "9");
        RegistrationInstance asked =
                new RegistrationInstance(NPI.id(), ModuleId.UNSPECIFIED, 0, 0, Map.of(), "", forged, 0);
        Registration registration =
                harness.module("real").registerClient(new ClientCharacteristics<>(NPI, asked, client));

        assertEquals("real", registration.instance().owner().name());
        assertNotEquals(forged, registration.instance().owner());
    }

    @Test
    @Clause("C-27, C-29, C-32")
    void register_withoutModuleId_allOfTheOwnerGetTheSame() {
        NetworkModuleRegistrar owner = harness.open("owner");
        Registration first = owner.registerClient(new ClientCharacteristics<>(NPI, client.instance(), client));
        Registration second = owner.openModule("m")
                .registerProvider(new ProviderCharacteristics<>(NPI, provider.instance(), provider));
        assertNotEquals(ModuleId.UNSPECIFIED, first.instance().moduleId());
        assertEquals(first.instance().moduleId(), second.instance().moduleId());

        first.close();
        second.close();
    }

    @Test
    @Clause("C-32, C-34, C-35, C-36, A-11, A-12")
    void register_numberVersionAndModuleId_arePassedThroughAndNotMatched() {
        ModuleId id = new ModuleId.InterfaceLuid(5);
        RegistrationInstance instance =
                provider.instance().withNumber(7).withVersion(1).withModuleId(id);
        harness.module("p").registerProvider(new ProviderCharacteristics<>(NPI, instance, provider));
        client.register();

        RegistrationInstance seen = client.context().binding().peer();
        assertEquals(List.of(7, 1, id), List.of(seen.number(), seen.version(), seen.moduleId()));
    }

    @Test
    @Clause("C-146, C-186, B-28")
    void peer_afterTheEnd_isStillReadable() {
        attach();
        provider.close();

        assertEquals("p", client.context().binding().peer().owner().name());
        assertTrue(
                client.context().binding().isPeerDetached(), "expected isPeerDetached() after the binding has ended");
    }
}
