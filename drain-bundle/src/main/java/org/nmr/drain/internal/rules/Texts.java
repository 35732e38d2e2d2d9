// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.rules;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Foreign texts for messages. */
public final class Texts {
    /** The most characters of a foreign text. */
    private static final int LONGEST = 300;

    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]+");

    private Texts() {}

    /** Returns a text of one line, of which nothing is hidden or acts on a terminal. */
    public static String oneLine(String foreign) {
        String line = isPlain(foreign) ? foreign : HIDDEN.matcher(foreign).replaceAll("?");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
    }

    /** Nearly all texts are, and a look at each character is cheaper than the pattern. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** Returns a value in quotes; only texts, numbers and truth values are asked for their text. */
    public static String shown(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean
                ? "\"" + oneLine(value.toString()) + "\""
                : "one of " + oneLine(value.getClass().toString());
    }

    /** Returns what an exception says; its class if it says nothing. */
    public static String reason(Throwable thrown) {
        String name = thrown.getClass().getName();
        try {
            @Nullable String message = thrown.getMessage();
            return oneLine(message == null || message.isBlank() ? name : message);
        } catch (Throwable unreadable) { // the code of the exception's class
            return oneLine(name);
        }
    }
}
