// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nmr.diagnostics.BindingDTO;
import org.nmr.drain.internal.rules.Texts;
import org.nmr.drain.internal.service.Row;

/**
 * The services that were asked for, as a table.
 *
 * @param rows the services
 * @param bindings what the registrar knows of their consumers
 * @param waiting how many threads wait for replacements
 * @param limit how many may wait at most
 */
record ServicesView(List<Row> rows, List<BindingDTO> bindings, int waiting, int limit) {
    private static final List<String> HEADS =
            List.of("ID", "SERVICE", "PROVIDER", "STATE", "HOLD", "CONSUMERS", "CALLS", "NOTE");

    /**
     * Returns the text.
     *
     * @param isLong whether each consumer has a line, and each type
     */
    String text(boolean isLong) {
        if (rows.isEmpty()) {
            return "no service is drained: no service has the property nmr.drain=true, and no configured filter"
                    + " matches one";
        }
        Map<String, List<BindingDTO>> consumers =
                bindings.stream().collect(Collectors.groupingBy(binding -> binding.npi));
        List<List<String>> table = new ArrayList<>(List.of(HEADS));
        List<List<String>> below = new ArrayList<>(List.of(List.of()));
        for (Row row : rows) {
            List<BindingDTO> its = consumers.getOrDefault(row.npi(), List.of());
            table.add(cells(row, its));
            below.add(isLong ? details(row, its) : List.of());
        }
        return (waiting == 0 && !isLong ? "" : summary() + System.lineSeparator()) + lines(table, below);
    }

    private String summary() {
        return waiting + (waiting == 1 ? " thread waits" : " threads wait") + " for replacements, at most " + limit
                + " may";
    }

    private static List<String> cells(Row row, List<BindingDTO> consumers) {
        int calls = consumers.stream().mapToInt(binding -> binding.client.calls).sum();
        boolean isCounted = !row.npi().isEmpty();
        List<String> types = row.facts().types();
        return List.of(
                Long.toString(row.facts().id()),
                types.isEmpty() ? "-" : Texts.oneLine(types.get(0)),
                Texts.oneLine(row.facts().bundleName()) + " [" + row.facts().bundleId() + "]",
                row.condition(),
                row.hold().isZero() ? "-" : row.hold().toString(),
                isCounted ? Integer.toString(consumers.size()) : "-",
                isCounted ? Integer.toString(calls) : "-",
                row.note());
    }

    private static List<String> details(Row row, List<BindingDTO> consumers) {
        List<String> lines = new ArrayList<>();
        row.facts().types().stream().skip(1).forEach(type -> lines.add("    also as " + Texts.oneLine(type)));
        String component = row.facts().component();
        if (!component.isEmpty()) {
            lines.add("    component " + Texts.oneLine(component));
        }
        for (BindingDTO binding : consumers) {
            lines.add("    " + binding.client.owner.name + " [" + binding.client.owner.bundle + "], "
                    + binding.client.calls + (binding.client.calls == 1 ? " call" : " calls") + ", binding "
                    + binding.id);
        }
        return lines;
    }

    private static String lines(List<List<String>> table, List<List<String>> below) {
        int[] widths = new int[HEADS.size()];
        table.forEach(row -> Arrays.setAll(
                widths,
                i -> Math.max(widths[i], row.get(i).codePointCount(0, row.get(i).length()))));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < table.size(); i++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < widths.length; column++) {
                String cell = table.get(i).get(column);
                int blanks = widths[column] - cell.codePointCount(0, cell.length()) + 2;
                line.append(cell).append(" ".repeat(blanks));
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
            below.get(i).forEach(each -> text.append(each).append(System.lineSeparator()));
        }
        return text.toString().stripTrailing();
    }
}
