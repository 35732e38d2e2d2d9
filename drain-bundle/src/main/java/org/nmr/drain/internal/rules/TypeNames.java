// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.rules;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads names of types: a text with commas, an array or a collection of texts. */
final class TypeNames {
    private static final String PART = "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*";

    private static final Pattern NAME = Pattern.compile(PART + "(\\." + PART + ")*");

    private TypeNames() {}

    /**
     * Reads them. Blank ones do not count.
     *
     * @throws IllegalArgumentException if one cannot be the name of a type; the message begins with the key
     */
    static Set<String> read(String key, Object value) {
        Set<String> names = new LinkedHashSet<>();
        for (Object each : each(value)) {
            if (!(each instanceof String text)) {
                throw wrong(key, each);
            }
            for (String name : text.split(",", -1)) {
                add(names, key, name.strip());
            }
        }
        return names;
    }

    private static void add(Set<String> names, String key, String name) {
        if (name.isEmpty()) {
            return;
        }
        if (!NAME.matcher(name).matches()) {
            throw wrong(key, name);
        }
        names.add(name);
    }

    private static Collection<?> each(Object value) {
        if (value instanceof Object[] array) {
            return Arrays.asList(array);
        }
        return value instanceof Collection<?> all ? all : Arrays.asList(value);
    }

    private static IllegalArgumentException wrong(String key, Object value) {
        return new IllegalArgumentException(
                key + ": expected names of types, such as java.sql.Connection, with commas in between, was "
                        + Texts.shown(value));
    }
}
