// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.nmr.Throwing.assertFails;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class ModuleIdTest {
    private static final UUID GUID = new UUID(1, 2);

    @Test
    @Clause("C-27, C-28, C-30, A-29")
    void equals_sameTypeAndValue_isEqual() {
        assertEquals(ModuleId.of(GUID), new ModuleId.Guid(GUID));
        assertEquals(ModuleId.of(GUID).hashCode(), ModuleId.of(GUID).hashCode());
        assertEquals(new ModuleId.InterfaceLuid(7), new ModuleId.InterfaceLuid(7));
    }

    @Test
    @Clause("C-28, C-30")
    void equals_otherTypeOrValue_isNotEqual() {
        assertNotEquals(ModuleId.of(new UUID(0, 7)), new ModuleId.InterfaceLuid(7));
        assertNotEquals(ModuleId.of(GUID), ModuleId.of(new UUID(2, 1)));
        assertNotEquals(new ModuleId.InterfaceLuid(7), new ModuleId.InterfaceLuid(8));
    }

    @Test
    @Clause("C-29")
    void ofName_sameName_isTheSameInEveryJvm() {
        assertEquals(ModuleId.ofName("org.example"), ModuleId.ofName("org.example"));
        assertNotEquals(ModuleId.ofName("org.example"), ModuleId.ofName("org.example2"));
        assertEquals(ModuleId.of(UUID.fromString("1a79a4d6-0de6-318e-8e5b-326e338ae533")), ModuleId.ofName("example"));
    }

    @Test
    @Clause("C-27")
    void of_null_fails() {
        assertFails(NullPointerException.class, () -> ModuleId.of(null), "module id", "expected", "null");
        assertFails(NullPointerException.class, () -> ModuleId.ofName(null), "module id", "expected", "null");
    }
}
