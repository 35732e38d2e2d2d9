// SPDX-License-Identifier: Apache-2.0
package org.nmr.runtime;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Hides passwords in the URLs of foreign texts: the framework and File Install name bundles by their locations. What
 * else a bundle says is its own affair.
 */
final class Secrets {
    private static final String HIDDEN = "$1***";

    /** The user and password before the host. */
    private static final Pattern USER = Pattern.compile("(://)[^\\s/?#]*(?=@)");

    /** A parameter with a telling name. */
    private static final Pattern PARAMETER = Pattern.compile(
            "([?&;][^\\s=&;?]*(?:passw|pwd|secret|token)[^\\s=&;?]*=)[^\\s&;#]*", Pattern.CASE_INSENSITIVE);

    private Secrets() {}

    /** Returns a text without them. */
    static String hide(String text) {
        return PARAMETER.matcher(USER.matcher(text).replaceAll(HIDDEN)).replaceAll(HIDDEN);
    }

    /** Returns how an exception is printed without them; empty if it has none, and so can be printed as it is. */
    static Optional<String> hide(Throwable thrown) {
        StringWriter printed = new StringWriter();
        try (PrintWriter writer = new PrintWriter(printed)) {
            thrown.printStackTrace(writer);
        } catch (RuntimeException | Error unprintable) { // the code of the exception's class
            return Optional.of(thrown.getClass().getName());
        }
        String text = printed.toString();
        String hidden = hide(text);
        return hidden.equals(text) ? Optional.empty() : Optional.of(hidden);
    }
}
