// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.command;

import java.util.ArrayList;
import java.util.List;

/** Lines for people, of which some belong to the line above them. Not thread safe. */
final class Text {
    private static final String INDENT = "  ";

    private final List<String> lines = new ArrayList<>();

    /** Adds a line, or several. */
    Text add(String text) {
        text.lines().forEach(lines::add);
        return this;
    }

    /** Adds a line, or several, that belong to the one above. */
    Text addBelow(String text) {
        text.lines().forEach(line -> lines.add(INDENT + line));
        return this;
    }

    @Override
    public String toString() {
        return String.join(System.lineSeparator(), lines);
    }

    /** Says how many there are of something. */
    static String count(long count, String what) {
        return count == 1 ? "1 " + what : count + " " + what + "s";
    }
}
