// SPDX-License-Identifier: Apache-2.0
package org.nmr.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nmr.itests.support.JUnits;

/** The test kit with each JUnit that its users may have: the oldest, the last of 5 but one, and that of this build. */
class JUnitVersionsIT {
    private static final String USER = "org.nmr.itests.support.KitUser";

    static List<Path> junits() throws IOException {
        return JUnits.complete();
    }

    @Test
    void versions_copied_areThree() throws IOException {
        assertEquals(3, JUnits.complete().size(), () -> "the jars of JUnit");
    }

    @ParameterizedTest
    @MethodSource("junits")
    void extension_withAnyJUnit_runsTestsAndFindsWhatIsLeft(Path junit) throws Exception {
        List<String> results = JUnits.run(junit, USER).lines().toList();
        assertEquals(3, results.size(), results::toString);
        assertTrue(
                results.get(0).contains("expected 2 attached bindings of provider provider to NPI test.kit, saw 1: "),
                results::toString);
        assertTrue(
                results.get(1).contains("expected every module to be unloaded within PT0.1S, saw 2 registrations:"),
                results::toString);
        assertEquals("passes(PlainRegistrar, ModuleHarness) [C-1] SUCCESSFUL", results.get(2));
    }

    @ParameterizedTest
    @MethodSource("junits")
    void fields_withAnyJUnit_runTests(Path junit) throws Exception {
        assertEquals("passes() SUCCESSFUL", JUnits.run(junit, USER + "$Fields"));
    }

    @ParameterizedTest
    @MethodSource("junits")
    void contract_withAnyJUnit_passes(Path junit) throws Exception {
        List<String> results = JUnits.run(junit, USER + "$Contract").lines().toList();
        assertTrue(results.size() > 100, results::toString);
        assertEquals(
                List.of(),
                results.stream()
                        .filter(result -> !result.endsWith("] SUCCESSFUL"))
                        .toList());
    }
}
