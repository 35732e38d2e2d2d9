// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nmr.Owner;
import org.nmr.testkit.Fake;
import org.osgi.framework.Bundle;
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
}
