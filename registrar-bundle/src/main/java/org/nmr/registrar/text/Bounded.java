// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.text;

import java.nio.charset.StandardCharsets;

/** Keeps a text of several lines short enough to be read, and to be written while many others are. */
public final class Bounded {
    /** The most bytes of one report, in UTF-8. */
    public static final int REPORT = 16 * 1024;

    /** The note that says what was left out. */
    private static final int NOTE = 100;

    private Bounded() {}

    /**
     * Cuts a report.
     *
     * @param text the lines
     * @return at most {@link #REPORT} bytes; the last line says how many lines were left out
     */
    public static String report(String text) {
        return of(text, REPORT, "");
    }

    /**
     * Cuts a text.
     *
     * @param text the lines
     * @param bytes the most bytes, in UTF-8; more than a note takes
     * @param hint what to do to see the rest; empty if there is nothing
     * @return the text, or its first lines and one that says how many were left out
     */
    public static String of(String text, int bytes, String hint) {
        if (text.length() <= bytes / 3 || bytes(text) <= bytes) {
            return text;
        }
        int kept = firstLines(text, bytes - NOTE - hint.length());
        String head = text.substring(0, kept);
        long more = text.substring(kept).lines().count();
        return head.endsWith("\n")
                ? head + "... and " + more + " more lines" + hint
                : head + "... and " + (text.length() - kept) + " more characters" + hint;
    }

    /** Returns how many bytes a text has, in UTF-8. */
    public static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Returns how many characters there are in the lines that fit; a first line that does not fit is cut inside. */
    private static int firstLines(String text, int bytes) {
        int used = 0;
        int lines = 0;
        int next = 0;
        while (true) {
            int character = text.codePointAt(next);
            used += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
            if (used > bytes) {
                return lines == 0 ? next : lines;
            }
            next += Character.charCount(character);
            if (character == '\n') {
                lines = next;
            }
        }
    }
}
