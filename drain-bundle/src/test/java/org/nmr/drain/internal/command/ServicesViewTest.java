// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.drain.internal.rules.ServiceFacts;
import org.nmr.drain.internal.service.Row;

/** What operators see. */
class ServicesViewTest {
    private static Row row(String type, String condition, Duration hold, String npi, String note) {
        Map<String, Object> properties = Map.of(
                "objectClass",
                new String[] {type, "java.lang.Runnable"},
                "service.id",
                42L,
                "component.name",
                "polite");
        return new Row(new ServiceFacts(properties, 7, "org.example"), condition, hold, npi, note);
    }

    private static BindingDTO binding(int calls) {
        BindingDTO binding = new BindingDTO();
        binding.id = "3.1";
        binding.npi = "npi";
        binding.client.owner.name = "user";
        binding.client.owner.bundle = 9;
        binding.client.calls = calls;
        return binding;
    }

    private static String text(List<Row> rows, List<BindingDTO> bindings, int waiting, boolean isLong) {
        return new ServicesView(rows, bindings, waiting, 200).text(isLong).replace(System.lineSeparator(), "\n");
    }

    @Test
    void text_noService_saysHowToAskForIt() {
        assertTrue(text(List.of(), List.of(), 0, false).startsWith("no service is drained: "));
    }

    @Test
    void text_services_haveOneLineEach() {
        List<Row> rows = List.of(
                row("Greeter", "DRAINED", Duration.ofSeconds(5), "npi", ""),
                row("Other", "PLAIN", Duration.ZERO, "", "it is a class"));
        String expected = """
                ID  SERVICE  PROVIDER         STATE    HOLD  CONSUMERS  CALLS  NOTE
                42  Greeter  org.example [7]  DRAINED  PT5S  2          3
                42  Other    org.example [7]  PLAIN    -     -          -      it is a class""";
        assertEquals(expected, text(rows, List.of(binding(1), binding(2)), 0, false));
    }

    @Test
    void text_long_hasTypesComponentConsumersAndThreadsThatWait() {
        String text =
                text(List.of(row("Greeter", "HELD", Duration.ofSeconds(5), "npi", "")), List.of(binding(1)), 1, true);
        assertTrue(text.startsWith("1 thread waits for replacements, at most 200 may\n"), text);
        assertTrue(
                text.endsWith(
                        "    also as java.lang.Runnable\n    component polite\n    user [9], 1 call, binding 3.1"),
                text);
    }

    @Test
    void text_hostileNames_areShownInOneLine() {
        String text = text(List.of(row("a\nb\u001b[2J", "PLAIN", Duration.ZERO, "", "")), List.of(), 0, false);
        assertEquals(2, text.lines().count());
        assertTrue(!text.contains("\u001b"), text);
    }
}
