// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nmr.reach.internal.bridge.work.Texts;

/** Reads single values of a configuration. Each failure is an IllegalArgumentException that begins with the key. */
final class Values {
    private final Function<String, @Nullable Object> values;

    Values(Function<String, @Nullable Object> values) {
        this.values = values;
    }

    /** Blank is not set. */
    private @Nullable Object get(String key) {
        Object value = values.apply(key);
        return value instanceof String text && text.isBlank() ? null : value;
    }

    Optional<String> text(String key) {
        Object value = get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(text.strip());
        }
        throw wrong(key, "a text", value);
    }

    /** A list, or a text with commas in between. */
    List<String> list(String key, String separator) {
        Object value = get(key);
        if (value == null) {
            return List.of();
        }
        Stream<?> parts = value instanceof String text
                ? Arrays.stream(text.split(separator))
                : value instanceof String[] texts
                        ? Arrays.stream(texts)
                        : value instanceof Collection<?> collection ? collection.stream() : Stream.of(value);
        return parts.map(part -> {
                    if (part instanceof String text) {
                        return text.strip();
                    }
                    throw wrong(key, "texts", value);
                })
                .filter(part -> !part.isEmpty())
                .toList();
    }

    int number(String key, int otherwise, int least) {
        Object value = get(key);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = value instanceof Integer given
                    ? given
                    : Integer.parseInt(value instanceof String text ? text.strip() : "");
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException none) {
            throw wrong(key, "a whole number of " + least + " or more", value);
        }
        throw wrong(key, "a whole number of " + least + " or more", value);
    }

    Duration duration(String key, Duration otherwise, Duration least) {
        Object value = get(key);
        if (value == null) {
            return otherwise;
        }
        String expected = "a duration of " + least + " or more, such as PT5S";
        try {
            Duration read = value instanceof Duration given
                    ? given
                    : Duration.parse(value instanceof String text ? text.strip() : "");
            if (read.compareTo(least) >= 0) {
                return read;
            }
        } catch (DateTimeParseException none) {
            throw wrong(key, expected, value);
        }
        throw wrong(key, expected, value);
    }

    static IllegalArgumentException wrong(String key, String expected, Object value) {
        String shown = value instanceof String || value instanceof Number || value instanceof Duration
                ? "\"" + Texts.oneLine(value.toString()) + "\""
                : "one of " + value.getClass();
        return new IllegalArgumentException(key + ": expected " + expected + ", was " + shown);
    }
}
