// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nmr.registrar.text.PlainValues.Opaque;
import org.osgi.framework.Version;

/** What a module says of itself is read once, and nothing of its classes is kept or called afterwards. */
class PlainValuesTest {
    private static Object plain(Object value) {
        return PlainValues.of(Map.of("x", value)).get("x");
    }

    static Stream<Object> values() {
        return Stream.of(
                "text",
                true,
                'c',
                (byte) 1,
                (short) 2,
                3,
                4L,
                5f,
                6d,
                BigInteger.TEN,
                new BigDecimal("1.50"),
                new Version(1, 10, 0));
    }

    @ParameterizedTest
    @MethodSource("values")
    void of_plainValue_isKept(Object value) {
        assertSame(value, plain(value));
    }

    @Test
    void of_valueThatChanges_isReadOnce() {
        StringBuilder builder = new StringBuilder("before");
        AtomicInteger number = new AtomicInteger(7);
        int[] array = {1, 2};
        List<String> list = new ArrayList<>(List.of("a"));
        Map<String, Object> plain =
                PlainValues.of(Map.of("builder", builder, "number", number, "array", array, "list", list));
        builder.setLength(0);
        number.set(8);
        array[0] = 9;
        list.add("b");

        assertEquals(Map.of("builder", "before", "number", 7, "array", List.of(1, 2), "list", List.of("a")), plain);
    }

    @Test
    void of_valueOfTheJdkWithText_isItsText() {
        assertEquals("PT2S", plain(Duration.ofSeconds(2)));
        assertEquals("SECONDS", plain(TimeUnit.SECONDS));
        UUID id = UUID.randomUUID();
        assertEquals(id.toString(), plain(id));
    }

    @Test
    void of_otherType_isItsClassName() {
        assertEquals(
                "a " + HostileValue.class.getName(),
                assertInstanceOf(Opaque.class, plain(new HostileValue(/* blocks= */ false)))
                        .toString());
        assertEquals(
                "[a " + HostileValue.class.getName() + "]",
                PlainValues.shown(plain(new HostileValue[] {new HostileValue(/* blocks= */ false)})));
    }

    @Test
    void of_subclassOfANumber_isItsClassName() {
        BigInteger hostile = new BigInteger("7") {
            private static final long serialVersionUID = 1L;

            @Override
            public String toString() {
                throw new Error("hostile");
            }
        };
        assertInstanceOf(Opaque.class, plain(hostile));
        assertInstanceOf(Opaque.class, plain(new Version("1") {
            @Override
            public int compareTo(Version other) {
                throw new Error("hostile");
            }
        }));
    }

    @Test
    void of_hugeNumber_isNotMadeAText() {
        assertInstanceOf(Opaque.class, plain(BigInteger.ONE.shiftLeft(50_000_000)));
        assertInstanceOf(Opaque.class, plain(new BigDecimal(BigInteger.ONE.shiftLeft(50_000_000))));
    }

    @Test
    void of_listsThatContainEachOther_areCutInDepth() {
        List<Object> a = new ArrayList<>();
        List<Object> b = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            a.add(b);
            b.add(a);
        }
        assertTrue(PlainValues.shown(plain(a)).toString().length() <= 300);
        Object[] array = {null};
        array[0] = array;
        assertTrue(PlainValues.shown(plain(array)).toString().startsWith("[[["));
        Map<String, Object> map = new HashMap<>();
        map.put("self", map);
        assertTrue(PlainValues.shown(plain(map)).toString().startsWith("[self="));
    }

    @Test
    void of_collectionWithoutEnd_isCut() {
        List<Integer> endless = new AbstractList<>() {
            @Override
            public Integer get(int index) {
                return index;
            }

            @Override
            public int size() {
                return Integer.MAX_VALUE;
            }
        };
        assertEquals(PlainValues.ELEMENTS, ((List<?>) plain(endless)).size());
        assertEquals(PlainValues.ELEMENTS, ((List<?>) plain(new byte[100_000_000])).size());
    }

    @Test
    void of_collectionThatFails_isItsClassName() {
        List<Integer> failing = new AbstractList<>() {
            @Override
            public Integer get(int index) {
                throw new Error("hostile");
            }

            @Override
            public int size() {
                return 1;
            }
        };
        assertInstanceOf(Opaque.class, plain(failing));
        assertInstanceOf(Opaque.class, plain(Collections.unmodifiableList(failing)));
    }

    @Test
    void of_keyThatFails_isItsClassName() {
        Map<Object, Object> map = new IdentityHashMap<>();
        map.put(new HostileValue(/* blocks= */ false), "x");
        assertEquals("[a " + HostileValue.class.getName() + "=x]", PlainValues.shown(plain(map)));
    }

    @Test
    void shown_longTexts_areCut() {
        String long1 = "x".repeat(1_000_000);
        assertEquals(300, PlainValues.shown(plain(long1)).toString().length(), 10);
        assertTrue(PlainValues.shown(plain(Collections.nCopies(1000, long1)))
                        .toString()
                        .length()
                <= 300);
        assertEquals("a\\nb", PlainValues.shown(plain("a\nb")));
        assertEquals(7L, PlainValues.shown(plain(7L)));
    }
}
