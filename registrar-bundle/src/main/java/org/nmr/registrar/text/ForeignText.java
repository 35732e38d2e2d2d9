// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.text;

import org.jspecify.annotations.Nullable;

/**
 * Text that the registrar did not write, made fit for one line of a report: names of threads and modules, reasons, the
 * messages of exceptions, filters, values.
 *
 * <p>What is cut and escaped once stays as it is when that happens again, so a text may be made fit where it is kept
 * and where it is shown.
 */
public final class ForeignText {
    /** The most characters of one text. */
    public static final int LIMIT = 300;

    /** So many are kept of a text that is cut; the rest is for the note that says so. */
    private static final int KEPT = 260;

    private ForeignText() {}

    /**
     * Cuts a text, and escapes what could begin a line, change the direction of writing, or control a terminal.
     *
     * @param text the foreign text; null is shown as the word
     * @return at most {@link #LIMIT} characters
     */
    public static String of(@Nullable String text) {
        if (text == null) {
            return "null";
        }
        return text.length() <= LIMIT && isHarmless(text) ? text : fit(text);
    }

    private static boolean isHarmless(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean isPrintableAscii = character >= ' ' && character <= '~'; // nearly always, and quickly known
            if (!isPrintableAscii && !isHarmless(text.codePointAt(i)) && !isSecondOfPair(text, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSecondOfPair(String text, int i) {
        return i > 0 && Character.isSurrogatePair(text.charAt(i - 1), text.charAt(i));
    }

    /**
     * Names an exception with its message. That of a module's class may fail; then only the class is named.
     *
     * @param thrown the exception
     * @return its class, and its message if there is one
     */
    public static String of(Throwable thrown) {
        String type = of(thrown.getClass().getName());
        try {
            String message = thrown.getMessage();
            return message == null ? type : type + ": " + of(message);
        } catch (Throwable failed) {
            return type;
        }
    }

    private static String fit(String text) {
        StringBuilder shown = new StringBuilder(LIMIT);
        int kept = 0;
        int next = 0;
        while (next < text.length() && shown.length() <= LIMIT) {
            int character = text.codePointAt(next);
            append(shown, character);
            next += Character.charCount(character);
            if (shown.length() <= KEPT) {
                kept = next;
            }
        }
        return shown.length() <= LIMIT ? shown.toString() : cut(text, kept);
    }

    private static String cut(String text, int kept) {
        StringBuilder shown = new StringBuilder(LIMIT);
        text.substring(0, kept).codePoints().forEach(character -> append(shown, character));
        return shown.append("... (and ")
                .append(text.length() - kept)
                .append(" more characters)")
                .toString();
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
