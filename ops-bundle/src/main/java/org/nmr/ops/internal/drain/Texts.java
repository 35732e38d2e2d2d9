// SPDX-License-Identifier: Apache-2.0
package org.nmr.ops.internal.drain;

import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Small texts for operators. */
final class Texts {
    /** The most characters of a foreign text. */
    private static final int LONGEST = 300;

    private Texts() {}

    /** Returns a text of one line, of which nothing is hidden or acts on a terminal. */
    static String oneLine(String foreign) {
        String line = foreign.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]+", "?");
        if (line.length() <= LONGEST) {
            return line;
        }
        boolean isSplit = Character.isHighSurrogate(line.charAt(LONGEST - 1)); // all others were replaced
        return line.substring(0, isSplit ? LONGEST - 1 : LONGEST) + "...";
    }

    /** Returns what an exception, or the one that a future has for it, says; its class if it says nothing. */
    static String reason(Throwable thrown) {
        return said(told(told(thrown)));
    }

    /** A future adds an exception of its own, or two. */
    private static Throwable told(Throwable thrown) {
        boolean isOfAFuture = thrown instanceof ExecutionException || thrown instanceof CompletionException;
        Throwable cause = isOfAFuture ? thrown.getCause() : null;
        return cause == null ? thrown : cause;
    }

    private static String said(Throwable thrown) {
        String name = thrown.getClass().getName();
        try {
            String message = thrown.getMessage();
            return oneLine(message == null || message.isBlank() ? name : message);
        } catch (Throwable unreadable) { // the code of the exception's class
            return oneLine(name);
        }
    }

    /** Returns a duration, such as 0.2 s. */
    static String seconds(long millis) {
        return millis >= TimeUnit.SECONDS.toMillis(10) || millis % TimeUnit.SECONDS.toMillis(1) == 0
                ? TimeUnit.MILLISECONDS.toSeconds(millis) + " s"
                : String.format(Locale.ROOT, "%.1f s", millis / (double) TimeUnit.SECONDS.toMillis(1));
    }

    /** Returns a number of things. */
    static String count(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
