// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.zookeeper.internal;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Foreign texts for messages and logs. */
final class Texts {
    private static final int LONGEST = 200;
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]+");

    private Texts() {}

    /** Returns a text of one line, at most 200 characters, of which nothing is hidden or acts on a terminal. */
    static String oneLine(String foreign) {
        String cut = foreign.length() > LONGEST ? foreign.substring(0, LONGEST) + "..." : foreign;
        return HIDDEN.matcher(cut).replaceAll("?");
    }

    /** Returns what an exception says; its class if it says nothing. */
    static String reason(Throwable thrown) {
        @Nullable String message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getName() : oneLine(message);
    }
}
