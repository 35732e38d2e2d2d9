// SPDX-License-Identifier: Apache-2.0
package org.nmr.webconsole;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.stream.Collectors;

/** A request that is refused: nothing has changed, and one line says why. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    /** A message may quote what a request or a module says, so it is bounded. */
    private static final int LONGEST = 1000;

    private final int status;

    Refused(int status, String line) {
        super(line(line));
        this.status = status;
    }

    int status() {
        return status;
    }

    /** Returns the one line. */
    String line() {
        return Optional.ofNullable(getMessage()).orElse("");
    }

    /** Returns why some work has failed, with the status that its exception stands for. */
    static Refused because(Throwable failed) {
        int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        if (failed instanceof Refused refused) {
            return refused;
        } else if (failed instanceof IllegalArgumentException) {
            status = HttpServletResponse.SC_NOT_FOUND;
        } else if (failed instanceof IllegalStateException || failed instanceof InterruptedException) {
            status = HttpServletResponse.SC_CONFLICT;
        } else if (failed instanceof SecurityException) {
            status = HttpServletResponse.SC_FORBIDDEN;
        }
        if (failed instanceof InterruptedException) {
            return new Refused(status, "cancelled; what had begun to end goes on");
        }
        String message = failed.getMessage();
        return new Refused(status, message == null ? failed.getClass().getName() : message);
    }

    /** Makes one line of any text: a control or format character becomes its code, such as {@code \}{@code u000a}. */
    static String line(String text) {
        String line = text.codePoints()
                .limit(LONGEST)
                .mapToObj(each -> isPlain(each) ? Character.toString(each) : String.format("\\u%04x", each))
                .collect(Collectors.joining());
        return text.codePointCount(0, text.length()) > LONGEST ? line + " ..." : line;
    }

    private static boolean isPlain(int each) {
        return switch (Character.getType(each)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
