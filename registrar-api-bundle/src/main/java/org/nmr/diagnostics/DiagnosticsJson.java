// SPDX-License-Identifier: Apache-2.0
package org.nmr.diagnostics;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
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
 * order, too. Lists are arrays. Numbers, booleans and {@code null} stay what they are. All other values are strings,
 * and so are the numbers that JSON does not have, such as infinity. The text is one line of ASCII, and stays harmless
 * inside HTML: {@code <}, {@code >} and {@code &} are escaped, too. New fields may come in a minor version. Names and
 * meanings stay.
 *
 * <p>Any thread may call all methods.
 *
 * @since 1.0
 */
public final class DiagnosticsJson {
    /** So deep are values nested at most; what contains itself would be endless. */
    private static final int DEEPEST = 100;

    private final StringBuilder json = new StringBuilder();
    private int depth;

    /** The fields of each class of DTOs, in their order: looked up once, because there may be many of one class. */
    private final Map<Class<?>, List<Field>> fields = new HashMap<>();

    private DiagnosticsJson() {}

    /**
     * Returns the JSON of one object.
     *
     * @param dto the object
     * @return its JSON, all in ASCII
     * @throws NullPointerException if it is {@code null}
     * @throws IllegalArgumentException if values are nested more than 100 deep, as in an object that contains itself
     */
    public static String of(DTO dto) {
        return write(Objects.requireNonNull(dto, "DiagnosticsJson.of: expected a DTO, was null"));
    }

    /**
     * Returns the JSON array of some objects.
     *
     * @param dtos the objects
     * @return their JSON, all in ASCII
     * @throws NullPointerException if the list is {@code null}
     * @throws IllegalArgumentException as for one object
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
            nested(dto, () -> dto(dto));
        } else if (value instanceof Map<?, ?> map) {
            nested(map, () -> map(map));
        } else if (value instanceof Iterable<?> all) {
            nested(all, () -> list(all));
        } else if (value == null || value instanceof Boolean || isNumber(value)) {
            json.append(value);
        } else {
            string(String.valueOf(value));
        }
    }

    private void nested(Object value, Runnable write) {
        if (++depth > DEEPEST) {
            throw new IllegalArgumentException("DiagnosticsJson.of: expected values nested at most " + DEEPEST
                    + " deep, but there is more; does a " + value.getClass().getName() + " contain itself?");
        }
        write.run();
        depth--;
    }

    private void list(Iterable<?> all) {
        json.append('[');
        separated(all, this::value);
        json.append(']');
    }

    private static boolean isNumber(Object value) {
        return value.getClass().getName().startsWith("java.") // another class may write anything
                && value instanceof Number number
                && Double.isFinite(number.doubleValue());
    }

    private void map(Map<?, ?> map) {
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, each) -> sorted.put(String.valueOf(key), each));
        json.append('{');
        separated(sorted.entrySet(), member -> member(member.getKey(), member.getValue()));
        json.append('}');
    }

    private void dto(DTO dto) {
        json.append('{');
        separated(
                fields.computeIfAbsent(dto.getClass(), DiagnosticsJson::fields),
                field -> member(field.getName(), valueOf(field, dto)));
        json.append('}');
    }

    private void member(String name, @Nullable Object value) {
        string(name);
        json.append(':');
        value(value);
    }

    private <T> void separated(Iterable<T> all, Consumer<? super T> write) {
        String separator = "";
        for (T each : all) {
            json.append(separator);
            write.accept(each);
            separator = ",";
        }
    }

    private static List<Field> fields(Class<?> type) {
        return Arrays.stream(type.getFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .sorted(Comparator.comparing(Field::getName))
                .toList();
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
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (!isPlain(next)) {
                json.append(text, written, i).append(escape(next));
                written = i + 1;
            }
        }
        json.append(text, written, text.length()).append('"');
    }

    private static String escape(char next) {
        return next == '"' || next == '\\' ? "\\" + next : String.format("\\u%04x", (int) next);
    }

    /** Tells what needs no escape in JSON, also inside of HTML. */
    private static boolean isPlain(char next) {
        return next >= ' ' && next <= '~' && next != '"' && next != '\\' && next != '<' && next != '>' && next != '&';
    }
}
