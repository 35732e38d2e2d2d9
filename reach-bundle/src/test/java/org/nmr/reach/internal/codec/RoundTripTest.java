// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nmr.reach.internal.codec.Types.Colour;
import org.nmr.reach.internal.codec.Values.Arguments;

/** All values of all types cross unchanged, and what comes out cannot be changed. */
class RoundTripTest {
    private final DispatchType sample = type();

    private static DispatchType type() {
        try {
            return DispatchType.of(Types.Sample.class);
        } catch (CodecException wrong) {
            throw new AssertionError(wrong);
        }
    }

    static Stream<Arguments> arguments() {
        return Values.all().stream();
    }

    static int number(DispatchType type, String method) {
        return IntStream.range(0, type.methods().size())
                .filter(each ->
                        Objects.requireNonNull(type.method(each)).getName().equals(method))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("arguments")
    void decodeArguments_encoded_equal(Arguments arguments) throws CodecException {
        int number = number(sample, arguments.method());
        byte[] bytes = sample.encodeArguments(number, arguments.values());
        @Nullable Object[] read = sample.decodeArguments(number, bytes);
        assertTrue(
                Arrays.deepEquals(arguments.values(), read), () -> arguments + " became " + Arrays.deepToString(read));
        assertTrue(Arrays.equals(bytes, sample.encodeArguments(number, read)), "the same bytes again");
    }

    @Test
    void decodeArguments_withoutParameters_none() throws CodecException {
        int number = number(sample, "nothing");
        assertEquals(
                0, Objects.requireNonNull(sample.decodeArguments(number, sample.encodeArguments(number, null))).length);
    }

    @Test
    void decodeResult_encoded_equal() throws CodecException {
        for (@Nullable Object value : Arrays.asList(null, Optional.empty(), Optional.of(Colour.GREEN))) {
            int number = number(sample, "later");
            assertEquals(value, sample.decodeResult(number, sample.encodeResult(number, value)));
        }
        for (String method : List.of("nothing", "laterNothing")) {
            int number = number(sample, method);
            assertNull(sample.decodeResult(number, sample.encodeResult(number, null)));
        }
    }

    @Test
    void invoke_decodedArguments_fitTheMethod() throws Exception {
        int number = number(sample, "bytes");
        Method method = Objects.requireNonNull(sample.method(number));
        @Nullable
        Object[] values =
                Objects.requireNonNull(sample.decodeArguments(number, sample.encodeArguments(number, new Object[] {
                    new byte[1], null, new long[1][1], null, new String[2][]
                })));
        for (int i = 0; i < values.length; i++) {
            assertTrue(values[i] == null || method.getParameterTypes()[i].isInstance(values[i]), "parameter " + i);
        }
    }

    @Test
    void decode_collections_immutableAndInOrder() throws CodecException {
        int map = number(sample, "map");
        Map<?, ?> read = (Map<?, ?>) one(
                map, new Object[] {Map.of(new Types.Range(1, 2), Map.of(), new Types.Range(1, 3), Map.of())});
        assertThrowsUnsupported(read::clear);
        List<String> order = IntStream.range(0, 1000).mapToObj(i -> "k" + i).toList();
        DispatchType type = DispatchType.of(Collections.class);
        Set<?> set = (Set<?>)
                Objects.requireNonNull(type.decodeArguments(
                        number(type, "set"),
                        type.encodeArguments(number(type, "set"), new Object[] {new LinkedHashSet<>(order)})))[0];
        assertEquals(order, new ArrayList<Object>(set));
        assertThrowsUnsupported(set::clear);
        List<?> list = (List<?>)
                Objects.requireNonNull(type.decodeArguments(
                        number(type, "list"), type.encodeArguments(number(type, "list"), new Object[] {order})))[0];
        assertThrowsUnsupported(list::clear);
    }

    /** Collections alone. */
    public interface Collections {
        void set(Set<String> set);

        void list(List<String> list);
    }

    private @Nullable Object one(int number, Object[] arguments) throws CodecException {
        return Objects.requireNonNull(sample.decodeArguments(number, sample.encodeArguments(number, arguments)))[0];
    }

    private static void assertThrowsUnsupported(Runnable change) {
        org.junit.jupiter.api.Assertions.assertThrows(UnsupportedOperationException.class, change::run);
    }

    /** A list of which another thread removes an element meanwhile. */
    @Test
    void encode_listThatShrinks_consistent() throws CodecException {
        List<String> shrinking = new java.util.AbstractList<>() {
            private int size = 3;

            @Override
            public int size() {
                return size;
            }

            @Override
            public String get(int index) {
                return "e" + index;
            }

            @Override
            public Iterator<String> iterator() {
                size = 1;
                return super.iterator();
            }
        };
        DispatchType type = DispatchType.of(Collections.class);
        int number = number(type, "list");
        @Nullable
        Object[] read = Objects.requireNonNull(
                type.decodeArguments(number, type.encodeArguments(number, new Object[] {shrinking})));
        assertTrue(((List<?>) Objects.requireNonNull(read[0])).size() <= 3);
    }
}
