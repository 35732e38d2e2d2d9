// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.ClientCharacteristics;
import org.nmr.ModuleId;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.RegistrationInstance;
import org.nmr.Selection;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.Registrar;

/** The framework's filters, over what the core shows them. */
class LdapFiltersTest {
    private static final Npi<Void, Runnable> NPI = Npi.of("test.npi", Runnable.class);
    private final Registrar registrar = new Registrar(Environment.DEFAULT.withFilters(LdapFilters::compile));
    private final RegistrationInstance described = new RegistrationInstance(
            NPI.id(), new ModuleId.InterfaceLuid(77), 3, 4, Map.of("speed", 100), "ann", Owner.UNKNOWN, 99);

    private static boolean matches(String filter, Map<String, Object> attributes) {
        return LdapFilters.compile(filter).test(attributes);
    }

    @Test
    void test_name_isComparedWithCase() {
        assertTrue(matches("(speed>=10)", Map.of("speed", 100)));
        assertFalse(matches("(Speed>=10)", Map.of("speed", 100)));
    }

    @Test
    void test_ownerVersion_isComparedAsVersion() {
        assertTrue(matches("(nmr.owner.version>=1.9)", Map.of("nmr.owner.version", "1.10.0")));
        assertTrue(matches("(other>=1.9)", Map.of("other", "1.95")));
    }

    @Test
    void compile_invalid_failsWithTheReason() {
        var thrown = assertThrows(IllegalArgumentException.class, () -> LdapFilters.compile("(speed>=10"));
        assertTrue(thrown.getMessage().contains("(speed>=10"), thrown.getMessage());
    }

    @Test
    void registerClient_eachAttributeOfTheTable_matches() {
        for (String filter : List.of(
                "(speed=100)",
                "(nmr.npi=test.npi)",
                "(nmr.module=77)",
                "(nmr.number<=3)",
                "(&(nmr.registration.id>=1)(!(nmr.registration.id=99)))",
                "(nmr.version=4)",
                "(nmr.onBehalfOf=ann)",
                "(nmr.owner.id=12)",
                "(nmr.owner.name=org.example.*)",
                "(&(nmr.owner.version>=1.9)(!(nmr.owner.version>=2)))")) {
            assertEquals(1, proposals(filter, described), filter);
        }
    }

    @Test
    void registerClient_registeredForItself_hasNoOnBehalfOf() {
        assertEquals(0, proposals("(nmr.onBehalfOf=*)", described.withOnBehalfOf("")));
        assertEquals(1, proposals("(nmr.module=*-*)", described.withModuleId(ModuleId.UNSPECIFIED)));
    }

    private int proposals(String filter, RegistrationInstance instance) {
        List<String> proposed = new ArrayList<>();
        try (var provider = registrar
                        .open(new Owner(12, "org.example.udp", "1.10.0"))
                        .openModule("p");
                var client = registrar
                        .open(new Owner(13, "org.example.app", "1.0.0"))
                        .openModule("c")) {
            provider.registerProvider(new ProviderCharacteristics<>(
                    NPI, instance, proposal -> Answer.accept(BindingContext.NONE, () -> {})));
            client.registerClient(ClientCharacteristics.of(
                            NPI, proposal -> proposed.add(proposal.provider().npiId()))
                    .withSelection(Selection.all(filter)));
        }
        return proposed.size();
    }
}
