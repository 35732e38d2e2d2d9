// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nmr.Answer;
import org.nmr.BindingContext;
import org.nmr.CaptureRequest;
import org.nmr.ClientCharacteristics;
import org.nmr.ModuleId;
import org.nmr.Npi;
import org.nmr.Owner;
import org.nmr.ProviderCharacteristics;
import org.nmr.RegistrationInstance;
import org.nmr.Selection;
import org.nmr.registrar.core.Diagnostics;
import org.nmr.registrar.core.Environment;
import org.nmr.registrar.core.OwnerRegistrar;
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

    private static String nested(int depth) {
        return "(!".repeat(depth - 1) + "(speed=100)" + ")".repeat(depth - 1);
    }

    @Test
    void compile_deepOrLong_matchesUpToTheLimit() {
        assertTrue(matches(nested(LdapFilters.DEPTH - 1), Map.of("speed", 100)));
        assertFalse(matches(nested(LdapFilters.DEPTH), Map.of("speed", 100)));
        String or = "(|" + "(a=1)(b=\\(\\()".repeat(4000) + "(speed=100))";
        assertTrue(matches(or, Map.of("speed", 100)));
    }

    /** A filter that the framework cannot read, or cannot match, on a usual stack. */
    @Test
    void registerClient_tooDeepOrTooLong_isRefusedAndRegistersNothing() {
        OwnerRegistrar owner = registrar.open(Owner.UNKNOWN);
        for (String filter : List.of(
                nested(LdapFilters.DEPTH + 1),
                nested(100_000),
                "(".repeat(30_000),
                "(&".repeat(1_000_000),
                "(a=" + "b".repeat(70_000) + ")")) {
            for (Selection selection :
                    List.of(Selection.all(filter), Selection.best(filter).required())) {
                var refused = assertThrows(
                        IllegalArgumentException.class,
                        () -> owner.registerClient(
                                ClientCharacteristics.of(NPI, proposal -> {}).withSelection(selection)));
                String message = refused.getMessage();
                assertTrue(message.contains("test.npi") && message.contains("expected at most "), message);
                assertTrue(message.length() < 1000, () -> message.length() + " characters");
            }
            assertThrows(
                    IllegalArgumentException.class,
                    () -> owner.capture(CaptureRequest.of(NPI).withFilter(filter), Duration.ZERO));
        }
        assertEquals(List.of(), new Diagnostics(registrar).getRegistrar().registrations);
        owner.unload().await();
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
