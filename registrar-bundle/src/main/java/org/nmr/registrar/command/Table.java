// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows in columns that fit the width of a terminal. If they do not fit, the last column is on lines of its own below
 * each row. What is still too long is wrapped, at words or else behind dots. If there is no room for columns, each row
 * is a paragraph. Not thread safe.
 */
final class Table {
    private static final int GAP = 2;

    private static final String INDENT = "  ";

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
        int[] natural = naturalWidths();
        int room = terminal.width();
        boolean allFit = Arrays.stream(natural).sum() <= left(natural, room);
        int[] widths = allFit ? natural : fitting(Arrays.copyOf(natural, natural.length - 1), room);
        List<List<String>> all = new ArrayList<>();
        if (widths.length == 0) {
            rows.forEach(row -> all.add(paragraph(row, terminal)));
            return all;
        }
        all.add(line(heads, widths).stream().map(terminal::strong).toList());
        rows.forEach(row -> all.add(allFit ? line(row, widths) : withLastBelow(row, widths, room)));
        return all;
    }

    private static List<String> withLastBelow(List<String> row, int[] widths, int room) {
        List<String> lines = new ArrayList<>(line(row, widths));
        String last = row.get(row.size() - 1);
        if (!last.isEmpty()) {
            wrap(last, room - INDENT.length()).forEach(line -> lines.add(INDENT + line));
        }
        return lines;
    }

    private int[] naturalWidths() {
        int[] widths = new int[heads.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = length(heads.get(i));
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], length(row.get(i)));
            }
        }
        return widths;
    }

    /** Returns what the gaps leave. */
    private static int left(int[] widths, int room) {
        return room - GAP * (widths.length - 1);
    }

    /** Takes from the widest columns what is too much; returns none if that is not enough. */
    private static int[] fitting(int[] widths, int room) {
        int left = left(widths, room);
        if (left < NARROWEST + INDENT.length()) {
            return new int[0];
        }
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

    /** Breaks a text at words, and words that are too long behind a dot, or else anywhere. */
    static List<String> wrap(String text, int width) {
        if (length(text) <= width) {
            return List.of(text);
        }
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (length(rest) > width) {
            int limit = rest.offsetByCodePoints(0, width);
            int end = end(rest, limit);
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        if (!rest.isEmpty()) {
            lines.add(rest);
        }
        return lines;
    }

    private static int end(String text, int limit) {
        int space = text.lastIndexOf(' ', limit);
        if (space > 0) {
            return space;
        }
        int dot = text.lastIndexOf('.', limit - 1);
        return dot > 0 ? dot + 1 : limit;
    }
}
