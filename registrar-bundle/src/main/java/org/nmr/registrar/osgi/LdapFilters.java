// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.osgi;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.Version;

/** The filters of clients are those of the framework. Names are case-sensitive. */
public final class LdapFilters {
    private static final String OWNER_VERSION = "nmr.owner.version";

    /** The most characters of a filter; it is matched for each provider. */
    static final int LENGTH = 64 * 1024;

    /** The most filters inside each other. The framework calls itself for each, so a thread's stack is the limit. */
    static final int DEPTH = 64;

    private LdapFilters() {}

    /**
     * Compiles a filter.
     *
     * @throws IllegalArgumentException if its syntax is invalid, or it is too long or too deep
     */
    public static Predicate<Map<String, Object>> compile(String text) {
        requireBounds(text);
        try {
            Filter filter = FrameworkUtil.createFilter(text);
            return attributes -> filter.matches(withVersion(attributes));
        } catch (InvalidSyntaxException invalid) {
            throw new IllegalArgumentException(invalid.getMessage(), invalid);
        }
    }

    private static void requireBounds(String text) {
        if (text.length() > LENGTH) {
            throw new IllegalArgumentException(
                    "expected at most " + LENGTH + " characters, was " + text.length() + " characters");
        }
        int depth = deepest(text);
        if (depth > DEPTH) {
            throw new IllegalArgumentException(
                    "expected at most " + DEPTH + " filters inside each other, was " + depth + "");
        }
    }

    /** A parenthesis in a value is escaped. */
    private static int deepest(String text) {
        int deepest = 0;
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '(' -> deepest = Math.max(deepest, ++depth);
                case ')' -> depth--;
                default -> {} // part of a name or a value
            }
        }
        return deepest;
    }

    /** As text, 1.10 would be less than 1.9. */
    private static Map<String, Object> withVersion(Map<String, Object> attributes) {
        Map<String, Object> typed = new HashMap<>(attributes);
        typed.computeIfPresent(OWNER_VERSION, (name, version) -> Version.parseVersion(version.toString()));
        return typed;
    }
}
