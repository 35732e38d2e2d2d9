// SPDX-License-Identifier: Apache-2.0
package org.nmr;

/** Texts of modules as messages show them: short, and on one line. */
final class Shown {
    /** The most characters of one text. */
    private static final int LIMIT = 300;

    /** So many are kept of a text that is cut; the rest is for the note that says so. */
    private static final int KEPT = 260;

    private Shown() {}

    /** Cuts a text, and escapes what could begin a line, change the direction of writing, or control a terminal. */
    static String of(String text) {
        return text.length() <= LIMIT && text.chars().allMatch(c -> c >= ' ' && c <= '~') ? text : fit(text);
    }

    private static String fit(String text) {
        StringBuilder shown = new StringBuilder();
        int next = 0;
        int kept = 0;
        int end = 0;
        while (next < text.length() && shown.length() <= LIMIT) {
            int character = text.codePointAt(next);
            append(shown, character);
            next += Character.charCount(character);
            if (shown.length() <= KEPT) {
                kept = next;
                end = shown.length();
            }
        }
        if (shown.length() <= LIMIT) {
            return shown.toString();
        }
        shown.setLength(end);
        return shown + "... (and " + (text.length() - kept) + " more characters)";
    }

    /** A class may have nearly any name. */
    static String of(Class<?> type) {
        return of(type.toString());
    }

    private static void append(StringBuilder shown, int character) {
        switch (character) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                if (isHarmless(character)) {
                    shown.appendCodePoint(character);
                } else {
                    shown.append(String.format("\\u%04x", character));
                }
            }
        }
    }

    /** Format characters change the direction of writing, or are not seen at all; half a pair is no character. */
    private static boolean isHarmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }
}
