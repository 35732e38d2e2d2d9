// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.bridge.work;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Foreign texts for messages, logs and terminals. */
public final class Texts {
    private static final int LONGEST = 300;
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]+");

    private Texts() {}

    /** Returns a text of one line, at most 300 characters, of which nothing is hidden or acts on a terminal. */
    public static String oneLine(String foreign) {
        return oneLine(foreign, LONGEST);
    }

    /** Returns a text of one line with a limit of its own. */
    public static String oneLine(String foreign, int longest) {
        String cut = foreign.length() > longest ? foreign.substring(0, longest) + "..." : foreign;
        return HIDDEN.matcher(cut).replaceAll("?");
    }

    /** Returns what an exception says; its class if it says nothing. */
    public static String reason(Throwable thrown) {
        String message = message(thrown);
        return message.isBlank() ? thrown.getClass().getName() : oneLine(message);
    }

    /** Returns the message of an exception, whatever that is; empty if it has none. */
    public static String message(Throwable thrown) {
        try {
            @Nullable String message = thrown.getMessage();
            return message == null ? "" : message;
        } catch (Throwable unreadable) { // the code of the exception's class
            return "";
        }
    }
}
