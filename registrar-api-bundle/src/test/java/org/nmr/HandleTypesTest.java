// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the compiler refuses, because the handles are typed: sections 1.10 and 7 of the contract. */
class HandleTypesTest {
    @Test
    @Clause("C-42, C-152, A-5, B-3")
    void registrations_ofTheTwoRoles_cannotBeMixedUp() {
        assertFalse(ClientRegistration.class.isAssignableFrom(ProviderRegistration.class));
        assertFalse(ProviderRegistration.class.isAssignableFrom(ClientRegistration.class));
    }

    @Test
    @Clause("C-152, C-153, B-2")
    void registration_beforeDeregister_offersNoWait() {
        assertFalse(methods(Registration.class).contains("await"));
        assertTrue(methods(Deregistration.class).contains("await"));
    }

    @Test
    @Clause("C-44, C-46, C-76")
    void attach_amongTheHandles_isOfferedByTheClientsProposalOnly() {
        assertTrue(methods(ProviderProposal.class).contains("attach"));
        assertFalse(methods(ClientProposal.class).contains("attach"));
        assertFalse(methods(Binding.class).contains("attach"));
    }

    @Test
    @Clause("C-50, C-158")
    void registrars_ofABundleAndOfAModule_shareWhatTheyHaveInCommon() {
        Set<String> shared = methods(NpiRegistrar.class);
        assertEquals(Set.of("registerClient", "registerProvider", "capture"), shared);
        for (Class<?> type : List.of(NetworkModuleRegistrar.class, ModuleRegistrations.class)) {
            assertTrue(NpiRegistrar.class.isAssignableFrom(type));
            assertTrue(Collections.disjoint(shared, methods(type)), () -> type + " declares them again");
        }
    }

    private static Set<String> methods(Class<?> type) {
        return Stream.of(type.getDeclaredMethods()).map(Method::getName).collect(Collectors.toSet());
    }
}
