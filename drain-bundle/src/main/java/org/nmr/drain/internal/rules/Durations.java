// SPDX-License-Identifier: Apache-2.0
package org.nmr.drain.internal.rules;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads durations as the registrar does: milliseconds, texts such as {@code PT5S}, or {@link Duration}s. */
final class Durations {
    /** What is longer counts as this. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private Durations() {}

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none, or negative; the message begins with the key
     */
    static Duration read(String key, Object value) {
        Duration read = parse(key, value);
        if (read.isNegative()) {
            throw unreadable(key, value, null);
        }
        return read.compareTo(LONGEST) > 0 ? LONGEST : read;
    }

    private static Duration parse(String key, Object value) {
        if (value instanceof Duration duration) {
            return duration;
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return Duration.ofMillis(((Number) value).longValue());
        }
        if (!(value instanceof String text)) {
            throw unreadable(key, value, null);
        }
        String stripped = text.strip();
        try {
            return stripped.matches("[+-]?[0-9]+")
                    ? Duration.ofMillis(Long.parseLong(stripped))
                    : Duration.parse(stripped);
        } catch (DateTimeParseException | NumberFormatException none) {
            throw unreadable(key, value, none);
        }
    }

    private static IllegalArgumentException unreadable(String key, Object value, @Nullable Exception cause) {
        return new IllegalArgumentException(
                key + ": expected a duration of 0 or more, such as PT5S or 5000 (milliseconds), was "
                        + Texts.shown(value),
                cause);
    }
}
