// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows in columns that fit the width of a terminal. What is too long is wrapped at words. If there is no room for
 * columns, each row is a paragraph. Not thread safe.
 */
final class Table {
    private static final int GAP = 2;

    /** A column is not made narrower than this; else the rows are paragraphs. */
    private static final int NARROWEST = 8;

    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heads) {
        this.heads = List.of(heads);
    }

    /** Adds a row with a cell for each head. */
    Table row(Object... cells) {
        rows.add(Arrays.stream(cells).map(String::valueOf).toList());
        return this;
    }

    int size() {
        return rows.size();
    }

    /** Returns the lines of the head, then those of each row. */
    List<List<String>> lines(Terminal terminal) {
        int[] widths = widths(terminal.width());
        List<List<String>> all = new ArrayList<>();
        if (widths.length == 0) {
            rows.forEach(row -> all.add(paragraph(row, terminal)));
            return all;
        }
        all.add(line(heads, widths).stream().map(terminal::strong).toList());
        rows.forEach(row -> all.add(line(row, widths)));
        return all;
    }

    /** Takes from the widest columns what is too much; returns none if that is not enough. */
    private int[] widths(int room) {
        int[] widths = new int[heads.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = length(heads.get(i));
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], length(row.get(i)));
            }
        }
        int left = room - GAP * (widths.length - 1);
        while (Arrays.stream(widths).sum() > left) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            int next = next(widths, widest);
            int tooMuch = Arrays.stream(widths).sum() - left;
            int narrower = Math.max(Math.max(widths[widest] - tooMuch, next), NARROWEST);
            if (widths[widest] <= NARROWEST) {
                return new int[0];
            }
            widths[widest] = narrower == widths[widest] ? narrower - 1 : narrower;
        }
        return widths;
    }

    /** Returns the width of the widest of the other columns. */
    private static int next(int[] widths, int widest) {
        int next = 0;
        for (int i = 0; i < widths.length; i++) {
            next = i == widest ? next : Math.max(next, widths[i]);
        }
        return next;
    }

    private static List<String> line(List<String> cells, int[] widths) {
        List<List<String>> wrapped = new ArrayList<>();
        int height = 1;
        for (int i = 0; i < widths.length; i++) {
            List<String> cell = wrap(cells.get(i), widths[i]);
            height = Math.max(height, cell.size());
            wrapped.add(cell);
        }
        List<String> lines = new ArrayList<>(height);
        for (int row = 0; row < height; row++) {
            lines.add(line(wrapped, widths, row));
        }
        return lines;
    }

    private static String line(List<List<String>> wrapped, int[] widths, int row) {
        StringBuilder line = new StringBuilder();
        int column = 0;
        for (int i = 0; i < widths.length; i++) {
            String part = row < wrapped.get(i).size() ? wrapped.get(i).get(row) : "";
            line.append(part);
            column += widths[i] + GAP;
            int blanks = column - line.codePointCount(0, line.length());
            boolean isLast = i == widths.length - 1;
            line.append(isLast ? "" : " ".repeat(Math.max(blanks, 0)));
        }
        return line.toString().stripTrailing();
    }

    private List<String> paragraph(List<String> row, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            if (!row.get(i).isEmpty()) {
                lines.addAll(wrap(heads.get(i) + ": " + row.get(i), terminal.width()));
            }
        }
        lines.add("");
        return lines;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Breaks a text at words, and words that are too long anywhere. */
    static List<String> wrap(String text, int width) {
        if (length(text) <= width) {
            return List.of(text);
        }
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (length(rest) > width) {
            int limit = rest.offsetByCodePoints(0, width);
            int space = rest.lastIndexOf(' ', limit);
            int end = space > 0 ? space : limit;
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        if (!rest.isEmpty()) {
            lines.add(rest);
        }
        return lines;
    }
}
