// SPDX-License-Identifier: Apache-2.0
package org.nmr.reach.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nmr.DetachedException;

/** The methods of dispatch types: which, in which order, with which digest, and the exceptions that they throw. */
class DispatchTypeTest {
    /** Binds and overrides. */
    public interface Bound extends Base<String>, Other {
        @Override
        String get();

        @Override
        void accept(String value);

        @Override
        Integer size();
    }

    /** Has variables. */
    public interface Base<T> {
        T get();

        void accept(T value);

        List<T> all(T[] values);
    }

    /** Has methods that others override. */
    public interface Other {
        Number size();

        String get();
    }

    /** A structure. */
    public record Point(int x, int y) {}

    /** Methods for the digest. */
    public interface Points {
        Point move(Point point, Point by);

        List<Point> all(Optional<Direction> where);
    }

    /** Constants for the digest. */
    public enum Direction {
        UP,
        DOWN
    }

    /** Overloads. */
    public interface Overloads {
        void f(int value);

        void f(Integer value);

        void f(String... values);

        void f();
    }

    /** Throws. */
    public interface Throwing {
        void f() throws IOException, Custom, Hidden, DetachedException;
    }

    /** An exception of a module. */
    public static class Custom extends Exception {
        private static final long serialVersionUID = 1L;

        /** Makes one. */
        public Custom(String message) {
            super("custom " + message);
        }
    }

    /** An exception that cannot be made. */
    public static class Hidden extends Exception {
        private static final long serialVersionUID = 1L;

        /** Makes one. */
        public Hidden(int code) {
            super("hidden " + code);
        }
    }

    @Test
    void methods_void_none() throws CodecException {
        assertEquals(List.of(), DispatchType.of(Void.class).methods());
        assertNull(DispatchType.of(Void.class).method(0));
    }

    /** The digests of docs/reach-protocol.md: another implementation has to compute the same. */
    @Test
    void methods_documentedExample_documentedDigests() throws Exception {
        String name = Point.class.getName();
        assertEquals(
                "move(" + name + "{x:int,y:int}," + name + ")" + name,
                Digest.describe(
                        "move",
                        List.of(
                                ClosedType.of(Point.class, java.util.Map.of()),
                                ClosedType.of(Point.class, java.util.Map.of())),
                        ClosedType.of(Point.class, java.util.Map.of())));
        assertEquals("e3b0c442", Digest.hash(""));
        assertEquals(
                "all(Optional<Direction>)List<Point>#8542e7b8 move(Point,Point)Point#cf697314",
                String.join(" ", DispatchType.of(Points.class).methods()));
    }

    @Test
    void methods_overloads_allInOrder() throws CodecException {
        List<String> names = DispatchType.of(Overloads.class).methods().stream()
                .map(each -> each.substring(0, each.indexOf('#')))
                .toList();
        assertEquals(List.of("f()void", "f(Integer)void", "f(String[])void", "f(int)void"), names);
    }

    @Test
    void methods_overriddenAndBound_once() throws CodecException {
        DispatchType type = DispatchType.of(Bound.class);
        List<String> names = type.methods().stream()
                .map(each -> each.substring(0, each.indexOf('#')))
                .toList();
        assertEquals(List.of("accept(String)void", "all(String[])List<String>", "get()String", "size()Integer"), names);
        assertEquals(Integer.class, Objects.requireNonNull(type.method(3)).getReturnType());
    }

    @Test
    void number_anyWayToCall_sameMethod() throws CodecException {
        DispatchType type = DispatchType.of(Bound.class);
        List<Integer> numbers = new ArrayList<>();
        InvocationHandler handler = (self, method, arguments) -> {
            numbers.add(type.number(method));
            return method.getReturnType() == void.class
                    ? null
                    : method.getName().equals("size") ? (Object) 1 : null;
        };
        Bound bound =
                (Bound) Proxy.newProxyInstance(Bound.class.getClassLoader(), new Class<?>[] {Bound.class}, handler);
        Base<String> base = bound;
        Other other = bound;
        bound.accept("x");
        base.accept("x");
        base.all(new String[0]);
        bound.get();
        base.get();
        other.get();
        bound.size();
        other.size();
        assertEquals(List.of(0, 0, 1, 2, 2, 2, 3, 3), numbers);
    }

    @Test
    void number_ofObjectStaticOrPrivate_none() throws Exception {
        DispatchType type = DispatchType.of(Types.Sample.class);
        for (Method each : Object.class.getMethods()) {
            assertEquals(-1, type.number(each), each::toString);
        }
        assertEquals(-1, type.number(Types.Sample.class.getMethod("unused")));
        assertEquals(-1, type.number(Types.Sample.class.getMethod("toString")));
        assertTrue(type.number(Types.Sample.class.getMethod("withBody", String.class)) >= 0);
        assertFalse(String.join(" ", type.methods()).contains("hidden"));
    }

    @Test
    void method_unknownNumber_null() throws CodecException {
        DispatchType type = DispatchType.of(Points.class);
        assertNull(type.method(-1));
        assertNull(type.method(2));
    }

    @Test
    void isAsynchronous_stages_true() throws CodecException {
        DispatchType type = DispatchType.of(Types.Sample.class);
        assertTrue(type.isAsynchronous(RoundTripTest.number(type, "later")));
        assertTrue(type.isAsynchronous(RoundTripTest.number(type, "laterNothing")));
        assertFalse(type.isAsynchronous(RoundTripTest.number(type, "echo")));
    }

    /** The same names with another structure. */
    private static final class Newer {
        /** A structure. */
        public record Point(int x, long y) {}

        /** Methods. */
        public interface Points {
            Point move(Point point);
        }
    }

    /** The older structure. */
    private static final class Older {
        /** A structure. */
        public record Point(int x, int y) {}

        /** Methods. */
        public interface Points {
            Point move(Point point);
        }
    }

    @Test
    void methods_anotherStructure_anotherDigest() throws CodecException {
        String newer = DispatchType.of(Newer.Points.class).methods().get(0);
        String older = DispatchType.of(Older.Points.class).methods().get(0);
        assertEquals(newer.substring(0, newer.indexOf('#')), older.substring(0, older.indexOf('#')));
        assertNotEquals(newer, older);
    }

    @Test
    void difference_equal_none() throws CodecException {
        DispatchType type = DispatchType.of(Points.class);
        assertEquals(Optional.empty(), type.difference(List.copyOf(type.methods())));
    }

    @Test
    void difference_others_oneSafeLine() {
        assertEquals(
                Optional.of("the methods differ: only here a#1; only there a#2 and b?c#3 and d and 1 more; a part after"
                        + " '#' that differs means that a type has another structure"),
                Difference.of(List.of("a#1", "x"), List.of("a#2", "b\nc#3", "d", "e", "x")));
        assertEquals(
                Optional.of("the methods differ: only here none; only there a; a part after '#' that differs means that"
                        + " a type has another structure"),
                Difference.of(List.of(), List.of("a")));
        assertTrue(Difference.of(List.of("a", "b"), List.of("b", "a"))
                .orElseThrow()
                .contains("another order"));
    }

    @Test
    void thrown_declaredOrUsual_thatClass() throws CodecException {
        DispatchType type = DispatchType.of(Throwing.class);
        assertThrown(new Custom("m"), type.thrown(0, Custom.class.getName(), "m"));
        assertThrown(new IOException("m"), type.thrown(0, "java.io.IOException", "m"));
        assertThrown(new IllegalArgumentException(""), type.thrown(0, "java.lang.IllegalArgumentException", ""));
    }

    @Test
    void thrown_anyOther_illegalState() throws CodecException {
        DispatchType type = DispatchType.of(Throwing.class);
        for (String name : List.of(
                Hidden.class.getName(),
                DetachedException.class.getName(),
                FileNotFoundException.class.getName(),
                "java.lang.OutOfMemoryError",
                "java.lang.String",
                "[I")) {
            assertThrown(new IllegalStateException(name + ": m"), type.thrown(0, name, "m"));
        }
        assertThrown(new IllegalStateException("a?b"), type.thrown(0, "a\nb", ""));
    }

    private static void assertThrown(Throwable expected, Throwable seen) {
        assertEquals(expected.getClass(), seen.getClass());
        assertEquals(expected.getMessage(), seen.getMessage());
    }
}
