// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.text;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Copies what a module says of itself to values of the JDK, once, on the module's own thread: the registrar must not
 * depend on objects that may change, throw or block.
 *
 * <ul>
 * <li>Texts, booleans, characters, numbers and OSGi's versions stay as they are. A number that changes is read once.
 * <li>A text that is being built, a constant of an enumeration, a time, a UUID and a URI become texts.
 * <li>Arrays and collections become lists of such values; maps become an {@link Opaque} that shows theirs.
 * <li>Everything else becomes an {@link Opaque}.
 * </ul>
 */
public final class PlainValues {
    /** So deep are lists and maps copied. */
    private static final int DEPTH = 4;

    /** So many elements of one characteristic are copied, on all levels together. */
    static final int ELEMENTS = 1000;

    /** The most bits of a number. */
    private static final int LONGEST_NUMBER = 4096;

    private static final Set<Class<?>> KEPT = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class);

    /** Those whose text is made by the JDK alone, and says everything. */
    private static final Set<Class<?>> TEXTS = Set.of(StringBuilder.class, StringBuffer.class, UUID.class, URI.class);

    /**
     * Compared as a version by filters. Not named as a type, because this is plain Java; null where OSGi is not there.
     */
    private static final @Nullable Class<?> VERSION = version();

    private int elements;

    private PlainValues() {}

    private static @Nullable Class<?> version() {
        try {
            return Class.forName(
                    "org.osgi.framework.Version", /* initialize= */ false, PlainValues.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError notThere) {
            return null;
        }
    }

    /**
     * What is there, but neither read nor compared: filters find it present and equal to nothing.
     *
     * <p>No constructor and no method takes a text, because filters look for one to make values of their own.
     */
    static final class Opaque {
        private final String text;

        private Opaque(StringBuilder text) {
            this.text = text.toString();
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Copies characteristics. */
    public static Map<String, Object> of(Map<String, Object> values) {
        if (values.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> plain = new HashMap<>();
        values.forEach((name, value) -> plain.put(name, new PlainValues().copy(value, DEPTH)));
        return Map.copyOf(plain);
    }

    /** Returns a value as diagnostics show it: a text, a boolean or a number. */
    public static Object shown(Object plain) {
        return plain instanceof Number || plain instanceof Boolean ? plain : text(plain);
    }

    /** Returns a value as text of bounded length. */
    public static String text(Object plain) {
        StringBuilder text = new StringBuilder();
        append(text, plain);
        return ForeignText.of(text.toString());
    }

    /** Lists may have long elements, so it stops when the rest would be cut anyway. */
    private static void append(StringBuilder text, Object plain) {
        if (plain instanceof List<?> list) {
            String before = "[";
            for (Object each : list) {
                append(text.append(before), each);
                before = ", ";
                if (text.length() > ForeignText.LIMIT) {
                    return;
                }
            }
            text.append(list.isEmpty() ? "[]" : "]");
        } else {
            text.append(ForeignText.of(plain.toString()));
        }
    }

    private Object copy(@Nullable Object value, int depth) {
        if (value == null) {
            return "null"; // in a list
        }
        Class<?> type = value.getClass();
        if (KEPT.contains(type) || type == VERSION || type == Opaque.class) {
            return isReadable(value) ? value : opaque(value);
        }
        if (TEXTS.contains(type) || type.getName().startsWith("java.time.")) {
            return value.toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        Object number = number(value);
        if (number != null) {
            return number;
        }
        return depth > 0 ? copyParts(value, depth - 1) : opaque(value);
    }

    /** Making text of a number takes the square of its length. */
    private static boolean isReadable(Object value) {
        BigInteger digits = value instanceof BigDecimal decimal ? decimal.unscaledValue() : BigInteger.ZERO;
        return (value instanceof BigInteger number ? number : digits).bitLength() <= LONGEST_NUMBER;
    }

    private static @Nullable Object number(Object value) {
        Class<?> type = value.getClass();
        if (type == AtomicInteger.class) {
            return ((AtomicInteger) value).get();
        }
        if (type == AtomicLong.class) {
            return ((AtomicLong) value).get();
        }
        return type == AtomicBoolean.class ? ((AtomicBoolean) value).get() : null;
    }

    /** A collection or map of a module's class may fail: then there are no parts to be seen. */
    private Object copyParts(Object value, int depth) {
        try {
            if (value instanceof Collection<?> collection) {
                return list(collection, depth);
            }
            if (value instanceof Map<?, ?> map) {
                return text(map, depth);
            }
            return value.getClass().isArray() ? array(value, depth) : opaque(value);
        } catch (Throwable failed) {
            return opaque(value);
        }
    }

    private List<Object> list(Iterable<?> values, int depth) {
        List<Object> copies = new ArrayList<>();
        for (Object each : values) {
            if (++elements > ELEMENTS) {
                break;
            }
            copies.add(copy(each, depth));
        }
        return Collections.unmodifiableList(copies);
    }

    private List<Object> array(Object array, int depth) {
        List<Object> copies = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array) && ++elements <= ELEMENTS; i++) {
            copies.add(copy(Array.get(array, i), depth));
        }
        return Collections.unmodifiableList(copies);
    }

    private Opaque text(Map<?, ?> map, int depth) {
        List<Object> copies = new ArrayList<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (++elements > ELEMENTS) {
                break;
            }
            copies.add(text(copy(entry.getKey(), depth)) + "=" + text(copy(entry.getValue(), depth)));
        }
        return new Opaque(new StringBuilder(text(copies)));
    }

    private static Opaque opaque(Object value) {
        return new Opaque(
                new StringBuilder("a ").append(ForeignText.of(value.getClass().getName())));
    }
}
