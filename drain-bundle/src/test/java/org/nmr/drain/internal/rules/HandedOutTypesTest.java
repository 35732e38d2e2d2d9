// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which types a service hands out, as it says itself or as it is configured. */
class HandedOutTypesTest {
    private static final String CONNECTION = "java.sql.Connection";
    private static final String NESTED = "org.example.Pool$Session";

    private static Verdict.Drained judge(Settings settings, Map<String, Object> properties) {
        ServiceFacts facts = new ServiceFacts(properties, 7, "org.example");
        return (Verdict.Drained) new Rules(settings, any -> false).judge(facts);
    }

    private static Map<String, Object> properties(Object handedOut) {
        return Map.of(
                "objectClass", new String[] {"javax.sql.DataSource"}, "nmr.drain", "true", Keys.HANDS_OUT, handedOut);
    }

    private static Settings configured(Object value) {
        return Settings.read(key -> key.equals(Keys.CONFIGURED_HANDS_OUT) ? value : null);
    }

    static Stream<Object> names() {
        return Stream.of(
                CONNECTION + "," + NESTED,
                " " + CONNECTION + " , " + NESTED + ",",
                Named.of("array", new String[] {CONNECTION, NESTED}),
                List.of(CONNECTION, NESTED, CONNECTION));
    }

    @ParameterizedTest
    @MethodSource("names")
    void judge_namedByTheService_handsThemOut(Object names) {
        Verdict.Drained verdict = judge(Settings.DEFAULT, properties(names));
        assertEquals(Set.of(CONNECTION, NESTED), verdict.handedOut());
        assertEquals("", verdict.note());
    }

    @Test
    void judge_configured_appliesUnlessTheServiceSaysIt() {
        Settings settings = configured(CONNECTION);
        Map<String, Object> silent = Map.of("objectClass", new String[] {"x.Y"}, "nmr.drain", "true");
        assertEquals(Set.of(CONNECTION), judge(settings, silent).handedOut());
        assertEquals(Set.of(NESTED), judge(settings, properties(NESTED)).handedOut());
        assertEquals(Set.of(), judge(settings, properties("")).handedOut());
    }

    @Test
    void judge_namedByNobody_handsNothingOut() {
        Map<String, Object> silent = Map.of("objectClass", new String[] {"x.Y"}, "nmr.drain", "true");
        assertEquals(Set.of(), judge(Settings.DEFAULT, silent).handedOut());
        assertEquals(Set.of(), judge(configured(" "), silent).handedOut());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"java sql", "java..sql", ".Connection", "Connection.", "a-b", "x.*", "java.sql.Connection;y"})
    void judge_noName_notesItAndDrainsAsConfigured(String wrong) {
        Verdict.Drained verdict = judge(configured(CONNECTION), properties(wrong));
        assertEquals(Set.of(CONNECTION), verdict.handedOut());
        assertTrue(verdict.note().contains(Keys.HANDS_OUT + ": expected names of types"), verdict::note);
    }

    @Test
    void read_noName_saysTheKey() {
        for (Object wrong : List.of("x y", 5, List.of(CONNECTION, 5), new Object[] {true})) {
            String message = assertThrows(IllegalArgumentException.class, () -> configured(wrong))
                    .getMessage();
            assertTrue(message.startsWith("handsout: expected names of types, such as java.sql.Connection"), message);
        }
    }
}
