// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.diagnostics.PairDTO;

/** Names that would forge lines, and lists that are too long to be read. */
class HostileNamesTest extends CommandTest {
    @Test
    void commands_hugeForeignTexts_areBoundedAndForgeNoLine() {
        var registration = runtime.registrar.registrations.get(0);
        registration.owner.name = HUGE;
        registration.owner.module = HUGE + 1;
        registration.onBehalfOf = HUGE;
        PairDTO pair = new PairDTO();
        pair.reason = HUGE;
        pair.client.name = HUGE;
        runtime.registrar.failedPairs =
                IntStream.range(0, 100).mapToObj(i -> pair).toList();
        runtime.registrar.revocations =
                IntStream.range(0, 100).mapToObj(i -> HUGE).toList();
        runtime.binding.client.owner.name = HUGE;
        runtime.binding.npi = HUGE;
        for (int i = 0; i < 100; i++) {
            runtime.finding("f").verdict = HUGE.replace('\n', ' ');
        }
        for (String text : List.of(list(), bindings(), call(Usage.NPIS), call(Usage.FAILED), why(), graph())) {
            assertTrue(text.length() <= 16 * 1024, text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u001b[2Jb", "a\rb", "a\u202eb", "a\u2028b", "<script>alert(1)</script>"})
    void commands_hostileNames_reachNoTerminal(String name) {
        session.variables.put("COLUMNS", 400);
        runtime.registrar.registrations.forEach(each -> each.owner.name = name);
        runtime.binding.client.owner.name = name;
        runtime.binding.npi = name;
        call();
        runtime.binding.client.holders.get(0).thread = name;
        for (String text : List.of(list(), bindings(), call(Usage.NPIS), graph(), graph("--dot"))) {
            assertTrue(
                    text.chars().noneMatch(each -> each == 27 || each == '\r' || each == 0x202e || each == 0x2028),
                    text);
        }
        for (String json : List.of(list("--json"), bindings("--json"))) {
            assertTrue(json.chars().allMatch(each -> each >= ' ' && each <= '~' && each != '<'), json);
        }
    }

    @Test
    void list_veryManyRegistrations_showsTheFirstAndHowToSeeTheRest() {
        var one = runtime.registrar.registrations.get(0);
        runtime.registrar.registrations =
                IntStream.range(0, 100_000).mapToObj(i -> one).toList();
        String list = list();
        assertTrue(list.length() <= 16 * 1024);
        assertContains(list, " more; --all shows them", "1 pair attached so far");
        assertEquals(100_002, list("--all").lines().count());
    }

    @Test
    void bindings_veryMany_showTheFirstAndHowToSeeTheRest() {
        runtime.registrar.bindings =
                IntStream.range(0, 100_000).mapToObj(i -> runtime.binding).toList();
        for (String text : List.of(bindings(), bindings("npi.a"))) {
            assertTrue(text.length() <= 16 * 1024);
            assertTrue(text.lines().reduce("", (before, last) -> last).contains(" more; --all shows them"), text);
        }
        assertEquals(100_002, bindings("npi.a", "--all").lines().count());
    }

    @Test
    void why_veryMany_keepsTheFirstAndTheLastLine() {
        IntStream.range(0, 1000).forEach(i -> runtime.finding("f" + i));
        runtime.findings.get(0).details = Collections.nCopies(1000, "  a detail that is not short at all");
        String why = why();
        assertTrue(why.length() <= 16 * 1024);
        assertTrue(why.startsWith("verdict on f0"), why);
        assertTrue(why.endsWith("next: step for f0"), why);
        assertContains(why, "and 989 more; --all shows them");
    }
}
