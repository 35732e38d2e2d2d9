// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.dto.DTO;

/**
 * Writes data transfer objects as JSON: one schema for commands, pages and files.
 *
 * <p>A DTO is an object with the names of its fields, in alphabetical order. A map is an object with its keys in that
 * order, too. Lists are arrays. Numbers, booleans and {@code null} are what they are; a number that JSON does not have
 * is a string, as everything else. The text is one line of ASCII, and stays harmless inside HTML: {@code <}, {@code >}
 * and {@code &} are escaped, too. New fields may come in a minor version; names and meanings stay.
 *
 * <p>Any thread may call all methods.
 *
 * @since 1.0
 */
public final class DiagnosticsJson {
    private final StringBuilder json = new StringBuilder();

    private DiagnosticsJson() {}

    /**
     * Returns the JSON of one object.
     *
     * @throws NullPointerException if it is {@code null}
     */
    public static String of(DTO dto) {
        return write(Objects.requireNonNull(dto, "DiagnosticsJson.of: expected a DTO, was null"));
    }

    /**
     * Returns the JSON array of some objects.
     *
     * @throws NullPointerException if the list is {@code null}
     */
    public static String of(List<? extends DTO> dtos) {
        return write(Objects.requireNonNull(dtos, "DiagnosticsJson.of: expected a list of DTOs, was null"));
    }

    private static String write(Object value) {
        DiagnosticsJson writer = new DiagnosticsJson();
        writer.value(value);
        return writer.json.toString();
    }

    private void value(@Nullable Object value) {
        if (value instanceof DTO dto) {
            object(fields(dto));
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, each) -> sorted.put(String.valueOf(key), each));
            object(sorted);
        } else if (value instanceof Iterable<?> all) {
            json.append('[');
            separated(all, this::value);
            json.append(']');
        } else if (value == null || value instanceof Boolean || isNumber(value)) {
            json.append(value);
        } else {
            string(String.valueOf(value));
        }
    }

    private static boolean isNumber(Object value) {
        return value instanceof Number number && Double.isFinite(number.doubleValue());
    }

    private void object(Map<String, @Nullable Object> members) {
        json.append('{');
        separated(members.entrySet(), member -> {
            string(member.getKey());
            json.append(':');
            value(member.getValue());
        });
        json.append('}');
    }

    private <T> void separated(Iterable<T> all, Consumer<? super T> write) {
        String separator = "";
        for (T each : all) {
            json.append(separator);
            write.accept(each);
            separator = ",";
        }
    }

    private static Map<String, @Nullable Object> fields(DTO dto) {
        Map<String, @Nullable Object> members = new TreeMap<>();
        Arrays.stream(dto.getClass().getFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .sorted(Comparator.comparing(Field::getName))
                .forEach(field -> members.put(field.getName(), valueOf(field, dto)));
        return members;
    }

    private static @Nullable Object valueOf(Field field, DTO dto) {
        try {
            return field.get(dto);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(
                    "expected a DTO of a public class, was " + dto.getClass().getName(), e);
        }
    }

    private void string(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '"' || next == '\\') {
                json.append('\\').append(next);
            } else if (next < ' ' || next > '~' || next == '<' || next == '>' || next == '&') {
                json.append(String.format("\\u%04x", (int) next));
            } else {
                json.append(next);
            }
        }
        json.append('"');
    }
}
