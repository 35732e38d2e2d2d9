// SPDX-License-Identifier: Apache-2.0
package org.nmr;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Copies maps that modules give. Their types say what the keys are, but a cast or an old API may have lied. */
final class NamedValues {
    private NamedValues() {}

    /**
     * Returns a copy that cannot be changed. Each entry is read once, so a map that changes meanwhile is checked as it
     * is copied.
     *
     * @param subject what has these values; asked for messages only
     * @param what the values, for messages
     * @throws IllegalArgumentException if a key is no String
     * @throws NullPointerException if a value is {@code null}
     */
    static Map<String, Object> copy(Supplier<String> subject, String what, Map<?, ?> given) {
        if (given.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> copy = new HashMap<>();
        for (Map.Entry<?, ?> entry : given.entrySet()) {
            if (!(entry.getKey() instanceof String name)) {
                throw new IllegalArgumentException(subject.get() + ": expected a String as key of each of the " + what
                        + ", was " + key(entry.getKey()));
            }
            copy.put(name, requireValue(subject, what, name, entry.getValue()));
        }
        return Map.copyOf(copy);
    }

    /** Returns the value, or fails as {@link #copy} does; also if the name is {@code null}. */
    static Object requireValue(Supplier<String> subject, String what, @Nullable String name, @Nullable Object value) {
        if (name == null || value == null) {
            throw new NullPointerException(subject.get() + ": expected keys and values in the " + what + ", was "
                    + shown(name) + "=" + shown(value));
        }
        return value;
    }

    private static String key(@Nullable Object key) {
        return key == null ? "null" : shown(key) + " of " + Shown.of(key.getClass());
    }

    /** A value of any other type is named by that: its text may be a module's code, or never end. */
    private static String shown(@Nullable Object part) {
        if (part == null || part instanceof String || part instanceof Integer || part instanceof Long) {
            return Shown.of(String.valueOf(part));
        }
        return "an object";
    }
}
