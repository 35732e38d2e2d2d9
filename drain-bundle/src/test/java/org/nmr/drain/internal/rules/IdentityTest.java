// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which registration continues another one. */
class IdentityTest {
    private static ServiceFacts facts(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "objectClass", new String[] {"org.example.Greeter"}, "service.id", 42L, "service.scope", "singleton"));
        all.putAll(properties);
        return new ServiceFacts(all, 7, "org.example.polite");
    }

    private static boolean isSame(Map<String, Object> one, Map<String, Object> other) {
        boolean isSame = Identity.isSame(facts(one), facts(other));
        assertEquals(isSame, Identity.isSame(facts(other), facts(one)), "the other way round");
        return isSame;
    }

    @Test
    void isSame_noNames_needsTheSameProperties() {
        assertTrue(isSame(Map.of(), Map.of()));
        assertTrue(isSame(Map.of("role", "a"), Map.of("ROLE", "a")));
        assertTrue(isSame(Map.of("roles", new String[] {"a"}), Map.of("roles", new String[] {"a"})));
        assertFalse(isSame(Map.of("role", "a"), Map.of("role", "b")));
        assertFalse(isSame(Map.of("role", "a"), Map.of()));
    }

    @Test
    void isSame_noNames_forgetsWhatDoesNotTellServicesApart() {
        assertTrue(isSame(
                Map.of("service.id", 1L, "service.ranking", 1, "service.description", "a", "nmr.drain.hold", 5),
                Map.of("service.id", 2L, "service.vendor", "b", "nmr.drain", true)));
    }

    @Test
    void isSame_pids_needsOneInCommon() {
        assertTrue(isSame(Map.of("service.pid", "a", "build", 1), Map.of("service.pid", "a", "build", 2)));
        assertTrue(isSame(Map.of("service.pid", "a"), Map.of("service.pid", List.of("b", "a"))));
        assertTrue(isSame(Map.of("service.pid", new String[] {"a"}), Map.of("service.pid", List.of("a"))));
        assertFalse(isSame(Map.of("service.pid", "a"), Map.of("service.pid", "b")));
        assertFalse(isSame(Map.of("service.pid", "a"), Map.of()));
        assertFalse(isSame(Map.of("service.pid", List.of(1)), Map.of("service.pid", List.of(2))));
    }

    @Test
    void isSame_components_needsTheSameNameAndNoOtherPid() {
        assertTrue(isSame(Map.of("component.name", "c", "build", 1), Map.of("component.name", "c", "build", 2)));
        assertTrue(isSame(Map.of("component.name", "c"), Map.of("component.name", "c", "service.pid", "a")));
        assertFalse(isSame(Map.of("component.name", "c"), Map.of("component.name", "d")));
        assertFalse(isSame(
                Map.of("component.name", "c", "service.pid", "c~a"),
                Map.of("component.name", "c", "service.pid", "c~b")));
    }

    @Test
    void isSame_otherScopeOrBundle_isAnother() {
        assertFalse(isSame(Map.of("service.scope", "bundle"), Map.of()));
        assertFalse(Identity.isSame(
                facts(Map.of()), new ServiceFacts(facts(Map.of()).properties(), 7, "org.other")));
    }

    @Test
    void isSame_valuesThatCannotBeCompared_areAnother() {
        assertFalse(isSame(Map.of("value", new Hostile()), Map.of("value", new Hostile())));
        List<Object> one = new ArrayList<>(List.of("a"));
        List<Object> other = new ArrayList<>(List.of("a"));
        one.add(one);
        other.add(other);
        assertFalse(isSame(Map.of("value", one), Map.of("value", other)));
        assertEquals(3, facts(Map.of("value", one)).likeness(facts(Map.of("value", other))));
    }

    /** A value of a provider. */
    private static final class Hostile {
        @Override
        public boolean equals(Object other) {
            throw new AssertionError("not to be compared");
        }

        @Override
        public int hashCode() {
            throw new AssertionError("not to be hashed");
        }
    }
}
