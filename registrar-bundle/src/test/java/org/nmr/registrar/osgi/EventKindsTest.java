// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nmr.diagnostics.EventKind;
import org.nmr.testkit.Fake;
import org.osgi.framework.ServiceReference;

/** Which events a listener wants, whatever its property is. */
class EventKindsTest {
    private final List<String> warnings = new ArrayList<>();
    private final System.Logger log =
            Fake.of(System.Logger.class, Map.of("log", args -> warnings.add(String.valueOf(args[1]))));

    private Set<EventKind> kinds(Object property) {
        return EventKinds.of(
                Fake.of(ServiceReference.class, Map.of("getProperty", args -> property)), "listener of test", log);
    }

    @Test
    void of_noProperty_areAll() {
        assertEquals(EnumSet.allOf(EventKind.class), kinds(null));
    }

    @Test
    void of_namesInEachForm_areThese() {
        assertEquals(EnumSet.of(EventKind.UNLOADED), kinds("UNLOADED"));
        assertEquals(EnumSet.of(EventKind.UNLOADED, EventKind.REVOKED), kinds(new String[] {"UNLOADED", "REVOKED"}));
        assertEquals(EnumSet.of(EventKind.LONG_CALL), kinds(List.of("LONG_CALL")));
        assertEquals(EnumSet.of(EventKind.LONG_CALL), kinds(EventKind.LONG_CALL));
        assertEquals(EnumSet.noneOf(EventKind.class), kinds(new String[0]));
        assertEquals(List.of(), warnings);
    }

    @Test
    void of_unknownNames_areIgnoredWithAWarningEach() {
        assertEquals(EnumSet.of(EventKind.UNLOADED), kinds(new Object[] {"unloaded\n", 7, "UNLOADED"}));
        assertEquals(2, warnings.size());
        assertTrue(
                warnings.get(0).startsWith("listener of test: expected names of [ATTACHED, REFUSED,")
                        && warnings.get(0).endsWith("was unloaded\\n. This name is ignored"),
                warnings::toString);
    }

    @Test
    void of_hostileCollection_disturbsNothing() {
        List<String> hostile = new AbstractList<>() {
            @Override
            public String get(int index) {
                throw new IllegalStateException("wanted");
            }

            @Override
            public int size() {
                return 3;
            }
        };
        assertEquals(EnumSet.noneOf(EventKind.class), kinds(hostile));
        assertTrue(warnings.size() <= 3, warnings::toString);
    }
}
