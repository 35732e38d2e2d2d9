// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.service;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.nmr.drain.internal.rules.Keys;
import org.nmr.testkit.Fake;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/** Which consumers see another class under the name of a held service's type. */
class ClassSpacesTest {
    private final Bundle own = Fake.of(Bundle.class, Map.of("getBundleId", nothing -> 5L));
    private final ServiceReference<?> standIn = Fake.of(
            ServiceReference.class,
            Map.of("getBundle", nothing -> own, "getProperty", key -> key[0].equals(Keys.MARK) ? 42L : null));
    private final ClassSpaces spaces = new ClassSpaces(own);

    private boolean isForeign(Map<String, Function<Object[], Object>> wiring) {
        spaces.put(42, List.of(Runnable.class));
        BundleWiring its = Fake.of(BundleWiring.class, Map.copyOf(wiring));
        Bundle consumer = Fake.of(Bundle.class, Map.of("getBundleId", nothing -> 7L, "adapt", type -> its));
        return spaces.isForeign(standIn, consumer);
    }

    private static ClassLoader seeing(Class<?> type) {
        return new ClassLoader() {
            @Override
            public Class<?> loadClass(String name) {
                return type;
            }
        };
    }

    @Test
    void isForeign_anotherClassOfTheName_isTrue() {
        assertTrue(isForeign(Map.of(
                "getClassLoader", nothing -> seeing(String.class),
                "getRequirements", nothing -> List.of(),
                "getRequiredWires", nothing -> List.of())));
    }

    @Test
    void isForeign_theSameClass_isFalse() {
        assertFalse(isForeign(Map.of(
                "getClassLoader", nothing -> seeing(Runnable.class),
                "getRequirements", nothing -> List.of(),
                "getRequiredWires", nothing -> List.of())));
    }

    /** The wiring of a bundle that is refreshed meanwhile answers null to everything, at any moment. */
    @Test
    void isForeign_wiringNotInUseAnyMore_isFalse() {
        assertFalse(isForeign(Map.of()));
        assertFalse(isForeign(Map.of("getClassLoader", nothing -> seeing(String.class))));
    }
}
