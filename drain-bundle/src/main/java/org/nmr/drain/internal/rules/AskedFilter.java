// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.rules;

import java.util.Locale;
import java.util.Map;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The configured filter that says which services are drained. */
public final class AskedFilter {
    /** The most characters; the filter is matched for many services. */
    static final int LENGTH = 64 * 1024;

    /** The most filters inside each other: the framework calls itself for each. */
    static final int DEPTH = 64;

    /** A service that no user has in mind. A filter that matches it matches everything. */
    private static final Map<String, Object> ANY_SERVICE = Map.of(
            Constants.OBJECTCLASS,
            new String[] {"none.at.all.Of1f0d2a"},
            Constants.SERVICE_ID,
            1L,
            Constants.SERVICE_BUNDLEID,
            1L,
            Constants.SERVICE_SCOPE,
            Constants.SCOPE_SINGLETON);

    private final String text;
    private final Filter filter;

    private AskedFilter(String text, Filter filter) {
        this.text = text;
        this.filter = filter;
    }

    /**
     * Reads a filter.
     *
     * @throws IllegalArgumentException if it is none, or matches everything; the message begins with the key
     */
    static AskedFilter read(String key, Object value) {
        if (!(value instanceof String text)) {
            throw new IllegalArgumentException(key + ": expected a filter as a text, was " + Texts.shown(value));
        }
        requireBounds(key, text);
        Filter filter;
        try {
            filter = FrameworkUtil.createFilter(text.strip());
        } catch (InvalidSyntaxException invalid) {
            throw new IllegalArgumentException(
                    key + ": expected a filter such as (objectClass=org.example.*), was " + Texts.shown(text) + ": "
                            + Texts.reason(invalid),
                    invalid);
        }
        if (filter.match(FrameworkUtil.asDictionary(ANY_SERVICE))) {
            throw new IllegalArgumentException(key + ": expected a filter that names services, such as"
                    + " (objectClass=org.example.*), was " + Texts.shown(text) + ", which matches every service");
        }
        return new AskedFilter(text, filter);
    }

    private static void requireBounds(String key, String text) {
        if (text.length() > LENGTH) {
            throw new IllegalArgumentException(
                    key + ": expected at most " + LENGTH + " characters, was " + text.length() + " characters");
        }
        int depth = deepest(text);
        if (depth > DEPTH) {
            throw new IllegalArgumentException(
                    key + ": expected at most " + DEPTH + " filters inside each other, was " + depth);
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

    /** Tells whether it matches a service. */
    public boolean matches(ServiceReference<?> reference) {
        return filter.match(reference);
    }

    /** As for a reference, names are looked up in any case. */
    boolean matches(ServiceFacts facts) {
        return filter.match(FrameworkUtil.asDictionary(facts.properties()));
    }

    /** Tells whether it names a type in full. */
    boolean names(String type) {
        String plain = filter.toString().toLowerCase(Locale.ROOT);
        return plain.contains("(objectclass=" + type.toLowerCase(Locale.ROOT) + ")");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AskedFilter that && that.filter.equals(filter);
    }

    @Override
    public int hashCode() {
        return filter.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
