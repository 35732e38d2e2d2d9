// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.nmr.registrar.core.BindingLife.Event;
import org.nmr.registrar.core.BindingLife.SideEvent;
import org.nmr.registrar.core.BindingLife.SideState;
import org.nmr.registrar.core.BindingLife.State;

/** The model that Spin checks has the same tables as the code: whoever changes one is told to change the other. */
class BindingModelTest {
    private static final Path MODEL = Path.of(System.getProperty("stress.model", "model/binding.pml"));

    @Test
    void binding_on_everyStateAndEvent_isTheCodesTable() throws Exception {
        Set<String> code = new TreeSet<>();
        for (State state : State.values()) {
            for (Event event : Event.values()) {
                add(code, state, event, () -> BindingLife.next(state, event, MODEL));
            }
        }
        assertEquals(code, rows("state"));
    }

    @Test
    void side_on_everyStateAndEvent_isTheCodesTable() throws Exception {
        Set<String> code = new TreeSet<>();
        for (SideState state : SideState.values()) {
            for (SideEvent event : SideEvent.values()) {
                add(code, state, event, () -> BindingLife.next(state, event, MODEL));
            }
        }
        assertEquals(code, rows("side[s]"));
    }

    private static void add(Set<String> table, Enum<?> state, Enum<?> event, Step step) {
        try {
            table.add(state + " " + event + " " + step.next());
        } catch (AssertionError impossible) { // a fault of the registrar; the model has no such row
            assertEquals(false, String.valueOf(impossible.getMessage()).isEmpty());
        }
    }

    private static Set<String> rows(String variable) throws IOException {
        String name = Pattern.quote(variable);
        Matcher row = Pattern.compile(":: " + name + " == (\\w+) && event == (\\w+) -> " + name + " = (\\w+)")
                .matcher(Files.readString(MODEL));
        Set<String> rows = new TreeSet<>();
        row.results().forEach(match -> rows.add(match.group(1) + " " + match.group(2) + " " + match.group(3)));
        return rows;
    }

    /** One look at the code's table. */
    private interface Step {
        Enum<?> next();
    }
}
