// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.nmr.Throwing.assertFails;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegistrationInstanceTest {
    private static final Npi<Void, Runnable> NPI = Npi.of("test.npi", Runnable.class);
    private final RegistrationInstance plain = RegistrationInstance.of(NPI);

    private static RegistrationInstance with(String id, ModuleId module, Map<String, Object> map, Owner owner) {
        return new RegistrationInstance(id, module, 0, 0, map, "", owner, 0);
    }

    @Test
    @Clause("C-15, C-33, C-34, C-35")
    void of_npi_hasDefaults() {
        assertEquals(with("test.npi", ModuleId.UNSPECIFIED, Map.of(), Owner.UNKNOWN), plain);
    }

    @Test
    @Clause("C-14, C-16, C-33, C-34, C-35")
    void with_eachComponent_changesOnlyThat() {
        ModuleId id = new ModuleId.InterfaceLuid(1);
        Owner owner = new Owner(3, "bundle", "1.0.0");
        RegistrationInstance full = with("test.npi", ModuleId.UNSPECIFIED, Map.of(), owner)
                .withModuleId(id)
                .withNumber(4)
                .withVersion(5)
                .withCharacteristic("low", 1)
                .withCharacteristic("high", 2)
                .withCharacteristic("low", 0)
                .withOnBehalfOf("remote");

        assertEquals(
                new RegistrationInstance("test.npi", id, 4, 5, Map.of("low", 0, "high", 2), "remote", owner, 0), full);
    }

    @Test
    @Clause("C-38, C-182, B-17")
    void characteristics_areACopyThatCannotBeChanged() {
        Map<String, Object> map = new HashMap<>(Map.of("low", 1));
        RegistrationInstance instance = with("test.npi", ModuleId.UNSPECIFIED, map, Owner.UNKNOWN);
        map.put("low", 2);

        assertEquals(Map.of("low", 1), instance.characteristics());
        assertThrows(
                UnsupportedOperationException.class,
                () -> instance.characteristics().clear());
    }

    @Test
    @Clause("C-33")
    void new_null_failsAndNamesWhatIsMissing() {
        Class<NullPointerException> missing = NullPointerException.class;
        assertFails(missing, () -> RegistrationInstance.of(null), "registration instance", "NPI", "null");
        assertFails(missing, () -> with(null, ModuleId.UNSPECIFIED, Map.of(), Owner.UNKNOWN), "NPI id", "null");
        assertFails(
                missing,
                () -> plain.withModuleId(null),
                "registration instance of NPI test.npi: ",
                "module id",
                "null");
        assertFails(
                missing, () -> with("x", ModuleId.UNSPECIFIED, null, Owner.UNKNOWN), "x", "characteristics", "null");
        assertFails(missing, () -> plain.withOnBehalfOf(null), "test.npi", "onBehalfOf", "null");
        assertFails(missing, () -> with("x", ModuleId.UNSPECIFIED, Map.of(), null), "x", "owner", "null");
        assertFails(missing, () -> plain.withCharacteristic(null, 1), "test.npi", "null=1");
        assertFails(missing, () -> plain.withCharacteristic("low", null), "test.npi", "low=null");
        Map<String, Object> map = Collections.singletonMap("low", null);
        assertFails(missing, () -> with("x", ModuleId.UNSPECIFIED, map, Owner.UNKNOWN), "x", "low=null");
    }

    @Test
    @Clause("C-12, C-34, C-35")
    void new_badValue_failsAndShowsIt() {
        assertFails(
                IllegalArgumentException.class,
                () -> with("a b", ModuleId.UNSPECIFIED, Map.of(), Owner.UNKNOWN),
                "NPI id",
                "\"a b\"");
        assertFails(
                IllegalArgumentException.class,
                () -> plain.withNumber(-1),
                "registration instance of NPI test.npi: ",
                "number",
                "-1");
        assertFails(IllegalArgumentException.class, () -> plain.withVersion(-2), "test.npi", "version", "-2");
        assertFails(
                IllegalArgumentException.class,
                () -> new RegistrationInstance("x", ModuleId.UNSPECIFIED, 0, 0, Map.of(), "", Owner.UNKNOWN, -1),
                "x",
                "registration id",
                "-1");
    }

    @Test
    void new_keyIsNoString_failsAndShowsIt() {
        assertKeyFails(5, "5 of class java.lang.Integer");
        assertKeyFails(5L, "5 of class java.lang.Long");
        assertKeyFails(null, "was null");
        assertKeyFails(new StringBuilder("low"), "class java.lang.StringBuilder");
        assertKeyFails(List.of(new Hostile()), "java.util.ImmutableCollections");
        assertKeyFails(new Hostile(), Hostile.class.getName());
    }

    private static void assertKeyFails(@Nullable Object key, String shown) {
        Map<Object, Object> raw = new HashMap<>(Map.of("high", 1));
        raw.put(key, 1);
        assertFails(
                IllegalArgumentException.class,
                () -> with("test.npi", ModuleId.UNSPECIFIED, erased(raw), Owner.UNKNOWN),
                "test.npi",
                "expected a String",
                "characteristics",
                shown);
    }

    @SuppressWarnings("unchecked") // as an old API may hand it over
    private static Map<String, Object> erased(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    /** A map that is checked in one look and copied in another would let it through. */
    @Test
    void new_mapThatChanges_isReadOnce() {
        AtomicInteger looks = new AtomicInteger();
        Map<Object, Object> changing = new AbstractMap<>() {
            @Override
            public Set<Entry<Object, Object>> entrySet() {
                return Map.<Object, Object>of(looks.getAndIncrement() == 0 ? "low" : 7, 1)
                        .entrySet();
            }

            @Override
            public boolean isEmpty() {
                return false;
            }
        };
        RegistrationInstance instance = with("x", ModuleId.UNSPECIFIED, erased(changing), Owner.UNKNOWN);
        assertEquals(Map.of("low", 1), instance.characteristics());
    }

    /** May be a key of a hash map, and nothing else. */
    private static final class Hostile {
        @Override
        public String toString() {
            throw new AssertionError("nothing needs this text");
        }
    }
}
