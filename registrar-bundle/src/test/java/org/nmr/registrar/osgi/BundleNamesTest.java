// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nmr.Owner;
import org.nmr.testkit.Fake;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** What people and peers see of a bundle. */
class BundleNamesTest {
    @Test
    void owner_withoutSymbolicName_isCalledByItsIdAndNotByItsLocation() {
        Bundle bundle = Fake.of(
                Bundle.class,
                Map.of(
                        "getBundleId", args -> 12L,
                        "getLocation", args -> "https://user:secret@example.org/org.example.trusted",
                        "getVersion", args -> Version.emptyVersion));
        assertEquals(new Owner(12, "bundle 12", "0.0.0"), BundleNames.owner(bundle));
    }

    @Test
    void name_anySymbolicName_isOneShortLine() {
        Bundle bundle = Fake.of(
                Bundle.class,
                Map.of(
                        "getBundleId", args -> 12L,
                        "getSymbolicName", args -> "a\u001b[2J\u202eb\u2028c" + "d".repeat(100_000),
                        "getVersion", args -> Version.emptyVersion));
        String name = BundleNames.name(bundle);
        assertTrue(name.startsWith("a\\u001b[2J\\u202eb\\u2028cd") && name.endsWith(" [12]"), name);
        assertTrue(name.length() < 320, name);
        assertEquals("service 3 of " + name, BundleNames.name(reference(bundle)));
        assertEquals("service 3, which is withdrawn", BundleNames.name(reference(null)));
    }

    /** A text of a reference may be made of the texts of all properties. */
    private static ServiceReference<?> reference(Bundle bundle) {
        return Fake.of(
                ServiceReference.class,
                Map.of("getBundle", args -> bundle, "getProperty", args -> 3L, "toString", args -> {
                    throw new AssertionError("calls the properties");
                }));
    }
}
