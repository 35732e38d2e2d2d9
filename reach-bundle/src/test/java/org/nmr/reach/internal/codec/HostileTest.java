// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nmr.reach.internal.cbor.Cbor;
import org.nmr.reach.internal.cbor.CborException;
import org.nmr.reach.internal.cbor.Mutator;
import org.nmr.reach.internal.codec.Types.Tree;

/** Bytes that no honest peer sends, and values that no honest module has. */
class HostileTest {
    /** One method for each kind of value. */
    public interface Kinds {
        void octet(byte value);

        void box(Integer value);

        void text(String value);

        void colour(Types.Colour value);

        void range(Types.Range value);

        void list(List<Types.Range> values);

        void set(Set<String> values);

        void ranges(Set<Types.Range> values);

        void map(Map<String, Integer> values);

        void optional(java.util.Optional<String> value);

        void tree(Tree tree);

        void bad(Bad bad);

        void big(java.math.BigInteger value);

        void uuid(java.util.UUID value);

        void uri(java.net.URI value);

        void date(java.time.LocalDate value);

        void zone(java.time.ZoneId value);

        void instant(java.time.Instant value);

        void nested(List<List<List<Types.Range>>> values);

        void sets(List<Set<Integer>> values);

        void maps(List<Map<Integer, Integer>> values);

        void longs(long[] values);

        void decimals(List<java.math.BigDecimal> values);

        void optionals(List<java.util.Optional<String>> values);

        void texts(String... values);
    }

    /** Its accessor throws, and nothing may ask for its text. */
    public record Bad(int value) {
        @Override
        public int value() {
            if (value == 1) {
                return new Bad(1).value(); // overflows the stack
            }
            throw new IllegalStateException("no\nvalue");
        }

        @Override
        public String toString() {
            throw new AssertionError("expected that no text is asked for");
        }
    }

    private final DispatchType kinds = kinds();

    private static DispatchType kinds() {
        try {
            return DispatchType.of(Kinds.class);
        } catch (CodecException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private String refusal(String method, byte[] bytes) {
        int number = RoundTripTest.number(kinds, method);
        return String.valueOf(assertThrows(CodecException.class, () -> kinds.decodeArguments(number, bytes))
                .getMessage());
    }

    private String refusal(String method, @Nullable Object... values) {
        int number = RoundTripTest.number(kinds, method);
        return String.valueOf(assertThrows(CodecException.class, () -> kinds.encodeArguments(number, values))
                .getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "octet, 811880, 'octet, parameter 1 (byte), expected an integer from -128 to 127, was 128'",
        "octet, 81f6, 'octet, parameter 1 (byte), expected an integer, was null'",
        "octet, 8161 61, 'octet, parameter 1 (byte), expected an integer, was a text'",
        "octet, 80, 'octet, expected an array of 1, was one of 0'",
        "octet, 820000, 'octet, expected an array of 1, was one of 2'",
        "octet, 00, 'octet, expected an array, was an integer'",
        "octet, 81, 'octet, expected a length of at most the 0 bytes that are left, was 1 at byte 0'",
        "box, 811a80000000, "
                + "'box, parameter 1 (Integer), expected an integer from -2147483648 to 2147483647, was 2147483648'",
        "colour, 8164424c5545, "
                + "'colour, parameter 1 (Colour), expected a constant of org.nmr.reach.internal.codec.Types$Colour,"
                + " was ''BLUE'''",
        "colour, 8100, 'colour, parameter 1 (Colour), expected a text, was an integer'",
        "range, 81820201, 'range, parameter 1 (Range), the constructor of org.nmr.reach.internal.codec.Types$Range"
                + " has thrown java.lang.IllegalArgumentException: low 2 > high 1'",
        "range, 818100, 'range, parameter 1 (Range), expected an array of 2, was one of 1'",
        "range, 818200f4, 'range, parameter 1 (Range), high, expected an integer, was a boolean'",
        "list, 81828200008200f6, 'list, parameter 1 (List<Range>), element 1, high, expected an integer, was null'",
        "set, 818261616161, "
                + "'set, parameter 1 (Set<String>), expected a set, were 2 elements of which only 1 are different'",
        "map, 8184616100616101, "
                + "'map, parameter 1 (Map<String,Integer>), expected each key once, was one again at entry 1'",
        "map, 81816161, 'map, parameter 1 (Map<String,Integer>), expected a value for each key, were 1 items'",
        "map, 81820000, 'map, parameter 1 (Map<String,Integer>), key of entry 0, expected a text, was an integer'",
        "optional, 818261616162, "
                + "'optional, parameter 1 (Optional<String>), expected at most one value of an Optional, were 2'",
        "optional, 8181f6, 'optional, parameter 1 (Optional<String>), expected a value of an Optional, was null'",
        "big, 8140, 'big, parameter 1 (BigInteger), expected at least one byte of a BigInteger, was none'",
        "uuid, 814100, 'uuid, parameter 1 (UUID), expected the 16 bytes of a UUID, were 1'",
        "uri, 816120, 'uri, parameter 1 (URI), expected a URI, was '' '''",
        "date, 811b7fffffffffffffff, 'date, parameter 1 (LocalDate), expected a LocalDate, was what is none'",
        "zone, 816178, 'zone, parameter 1 (ZoneId), expected a zone that this Java knows, was ''x'''",
        "instant, 8182001a3b9aca00, "
                + "'instant, parameter 1 (Instant), expected an integer from 0 to 999999999, was 1000000000'",
    })
    void decodeArguments_wrongBytes_saysWhere(String method, String digits, String reason) {
        assertEquals(reason, refusal(method, HexFormat.of().parseHex(digits.replace(" ", ""))));
    }

    @Test
    void decodeArguments_manyRecordsWithOneHash_refusedAtOnce() throws CborException {
        int count = 200_000;
        byte[] bytes = Cbor.encode(out -> {
            out.array(1);
            out.array(count);
            for (int i = 0; i < count; i++) {
                out.array(2);
                out.integer(i - count); // the hash code of a range is 31 * low + high
                out.integer(31L * (count - i));
                out.end();
            }
            out.end();
            out.end();
        });
        assertEquals(
                "ranges, parameter 1 (Set<Range>), expected at most 1000 elements or keys with one hash code, were"
                        + " more",
                refusal("ranges", bytes));
    }

    /** The smallest items that become the largest objects. */
    @ParameterizedTest
    @CsvSource({
        "list, 820000", "list, f6", "nested, 80", "nested, 8180", "nested, 8181820000", "sets, 820001", "sets, 80",
        "longs, 00", "maps, 80", "maps, 820000", "maps, 8400000100", "decimals, 82004100", "optionals, 80", "texts, 60"
    })
    void decodeArguments_manySmallItems_memoryInProportion(String method, String digits) throws CborException {
        byte[] item = HexFormat.of().parseHex(digits);
        int count = 200_000;
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        bytes.writeBytes(HexFormat.of().parseHex("819a"));
        bytes.writeBytes(java.nio.ByteBuffer.allocate(4).putInt(count).array());
        for (int i = 0; i < count; i++) {
            bytes.writeBytes(item);
        }
        int number = RoundTripTest.number(kinds, method);
        byte[] frame = bytes.toByteArray();
        Mutator.requireLittleMemory(frame, () -> {
            try {
                kinds.decodeArguments(number, frame);
            } catch (CodecException refused) {
                throw new AssertionError(refused);
            }
        });
    }

    @Test
    void encodeArguments_otherClassThanDeclared_refused() {
        assertEquals(
                "list, parameter 1 (List<Range>), element 0, expected a org.nmr.reach.internal.codec.Types$Range, was"
                        + " a java.lang.String",
                refusal("list", List.of("x")));
        assertEquals(
                "octet, parameter 1 (byte), expected a java.lang.Byte, was null",
                refusal("octet", new Object[] {null}));
        assertEquals("octet: expected 1 arguments, were 0", refusal("octet"));
    }

    @Test
    void encodeArguments_throwingAccessor_refusedInOneLine() {
        assertEquals(
                "bad, parameter 1 (Bad), value, the accessor of org.nmr.reach.internal.codec.HostileTest$Bad has thrown"
                        + " java.lang.IllegalStateException: no?value",
                refusal("bad", new Bad(0)));
        assertTrue(refusal("bad", new Bad(1)).endsWith("has thrown java.lang.StackOverflowError"));
    }

    @Test
    void encodeArguments_tooDeepOrCyclic_refused() {
        Tree tree = new Tree("leaf", List.of(), null);
        for (int i = 0; i < 62; i++) {
            tree = new Tree("t", List.of(), tree);
        }
        Tree deep = tree;
        assertTrue(refusal("tree", deep).endsWith("expected at most 64 nested values, were more"));
        List<Tree> children = new ArrayList<>();
        Tree cyclic = new Tree("cyclic", children, null);
        children.add(cyclic);
        assertTrue(refusal("tree", cyclic).endsWith("expected at most 64 nested values, were more"));
    }

    @Test
    void encodeArguments_listThatThrows_refused() {
        List<Object> broken = new AbstractList<>() {
            @Override
            public Object get(int index) {
                throw new IllegalStateException("closed");
            }

            @Override
            public int size() {
                return 1;
            }
        };
        assertEquals(
                "list, a value has thrown java.lang.IllegalStateException: closed",
                refusal("list", new Object[] {broken}));
    }

    @Test
    void encodeArguments_setOrMapWithEqualElements_refusedHere() {
        Set<String> identities = Collections.newSetFromMap(new IdentityHashMap<>());
        identities.add("a");
        identities.add(new String("a"));
        assertTrue(refusal("set", identities).contains("2 elements of which only 1 are different"));
        Map<String, Integer> map = new IdentityHashMap<>();
        map.put("a", 1);
        map.put(new String("a"), 2);
        assertTrue(refusal("map", map).contains("expected each key once"));
    }

    @Test
    void encodeArguments_halfOfASurrogatePair_refused() {
        assertEquals(
                "text, parameter 1 (String), expected a text that has a form in UTF-8, was one with half of a surrogate"
                        + " pair at index 1",
                refusal("text", "a\ud800"));
    }
}
