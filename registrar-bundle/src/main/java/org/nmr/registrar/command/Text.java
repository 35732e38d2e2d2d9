// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.nmr.registrar.text.Bounded;

/**
 * Lines for operators, of which some belong to the line above them; not more than can be read, unless all are asked
 * for. Not thread safe.
 */
final class Text {
    private static final String INDENT = "  ";

    /** There is no room for more rows, however short they are. */
    private static final int ROWS = Bounded.REPORT / 16;

    private final List<String> lines = new ArrayList<>();
    private final boolean isWhole;
    private int length;

    /** For all lines, or for the first of them. */
    Text(boolean isWhole) {
        this.isWhole = isWhole;
    }

    /** Adds a line, or several. */
    Text add(String text) {
        text.lines().forEach(this::line);
        return this;
    }

    /** Adds a line, or several, that belong to the one above. */
    Text addBelow(String text) {
        text.lines().forEach(line -> line(INDENT + line));
        return this;
    }

    private void line(String line) {
        lines.add(line);
        length += line.length() + 1;
    }

    /**
     * Adds what is made of each, until a share of the whole text is used up; then counts the rest, of which nothing is
     * made.
     */
    <T> void addEach(Collection<T> all, Function<T, String> text, int percent) {
        int end = length + Bounded.REPORT / 100 * percent;
        int shown = 0;
        for (T each : all) {
            String next = text.apply(each);
            if (!isWhole && shown > 0 && length + next.length() > end) {
                break;
            }
            add(next);
            shown++;
        }
        if (shown < all.size()) {
            addRest(all.size() - shown);
        }
    }

    private void addRest(int more) {
        add(String.format(Locale.ROOT, "%sand %,d more; %s shows them", INDENT, more, Usage.ALL));
    }

    /** Returns those of which a table can be made: all, or more than there is room for. */
    <T> List<T> first(List<T> all) {
        return isWhole ? all : all.subList(0, Math.min(all.size(), ROWS));
    }

    /**
     * Adds the rows of a table, until a share of the whole text is used up; then counts the rest.
     *
     * @param all how many there are of what the rows show
     */
    void addTable(Table table, Terminal terminal, int all, int percent) {
        int end = length + Bounded.REPORT / 100 * percent;
        List<List<String>> rows = table.lines(terminal);
        int heads = rows.size() - table.size();
        int shown = -heads;
        for (List<String> row : rows) {
            int next = row.stream().mapToInt(line -> line.length() + 1).sum();
            if (!isWhole && shown > 0 && length + next > end) {
                break;
            }
            row.forEach(this::line);
            shown++;
        }
        if (shown < all) {
            addRest(all - shown);
        }
    }

    @Override
    public String toString() {
        String text = String.join(System.lineSeparator(), lines);
        return isWhole ? text : Bounded.of(text, Bounded.REPORT, "; " + Usage.ALL + " shows them");
    }

    /** Returns the first line of a text, not longer than a report may have. */
    static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    /** Puts lines below the one above. */
    static String below(String text) {
        return new Text(/* isWhole= */ true).addBelow(text).toString();
    }

    /** Says how many there are of something. */
    static String count(long count, String what) {
        return count == 1 ? "1 " + what : count + " " + what + "s";
    }
}
