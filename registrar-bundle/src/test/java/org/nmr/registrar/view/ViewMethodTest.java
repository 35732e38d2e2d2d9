// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.nmr.registrar.call.Guard;

/** What a view does with the methods of its interface. */
class ViewMethodTest {
    /** All kinds of parameters and results. */
    public interface Shapes {
        String small(boolean a, byte b, char c, short d, int e, long f);

        String big(float a, double b, Object c, int[] d, String... e);

        void nothing();

        long wide(long a, double b, long c);

        double real(double a);

        float single(float a);

        boolean flag(boolean a);

        char letter(char a);

        String[][] table(String[][] a);

        Final last(Final a);

        String over(Object a);

        String over(String a);

        String over(String a, int b);

        default String greeting() {
            return "default " + over("x");
        }

        static String helper() {
            return "static";
        }
    }

    /** Cannot be extended. */
    public static final class Final {}

    /** Answers with what it was given. */
    private static class Echo implements Shapes {
        private boolean called;

        @Override
        public String small(boolean a, byte b, char c, short d, int e, long f) {
            return List.of(a, b, c, d, e, f).toString();
        }

        @Override
        public String big(float a, double b, Object c, int[] d, String... e) {
            return List.of(a, b, c, d[0], e[0]).toString();
        }

        @Override
        public void nothing() {
            called = true;
        }

        @Override
        public long wide(long a, double b, long c) {
            return a + (long) b + c;
        }

        @Override
        public double real(double a) {
            return a;
        }

        @Override
        public float single(float a) {
            return a;
        }

        @Override
        public boolean flag(boolean a) {
            return a;
        }

        @Override
        public char letter(char a) {
            return a;
        }

        @Override
        public String[][] table(String[][] a) {
            return a;
        }

        @Override
        public Final last(Final a) {
            return a;
        }

        @Override
        public String over(Object a) {
            return "object";
        }

        @Override
        public String over(String a) {
            return "string";
        }

        @Override
        public String over(String a, int b) {
            return "both";
        }
    }

    /** Generic parent. */
    public interface Source<T> {
        T get(T old);

        <X> X same(X any);
    }

    /** One way down. */
    public interface Left extends Source<String> {
        @Override
        String get(String old);

        default String side() {
            return "left";
        }
    }

    /** The other way down. */
    public interface Right extends Source<String> {
        default String side() {
            return "right";
        }
    }

    /** Both. */
    public interface Diamond extends Left, Right {
        @Override
        default String side() {
            return Left.super.side() + Right.super.side();
        }
    }

    private static class Both implements Diamond {
        @Override
        public String get(String old) {
            return old + "!";
        }

        @Override
        public <X> X same(X any) {
            return any;
        }
    }

    @Test
    void call_anyTypes_argumentsAndResultsPass() {
        Echo target = new Echo();
        Shapes view = ViewGuard.view(Shapes.class, target);
        assertEquals("[true, 1, c, 2, 3, 4]", view.small(true, (byte) 1, 'c', (short) 2, 3, 4));
        assertEquals("[5.0, 6.0, i, 7, k]", view.big(5, 6, "i", new int[] {7}, "k"));
        view.nothing();
        assertTrue(target.called);
        assertEquals(6, view.wide(1, 2, 3));
        assertEquals(1.5, view.real(1.5));
        assertEquals(2.5f, view.single(2.5f));
        assertTrue(view.flag(true));
        assertEquals('x', view.letter('x'));
        String[][] table = {{"a"}};
        assertArrayEquals(table, view.table(table));
    }

    @Test
    void call_finalResult_works() {
        Final value = new Final();
        assertSame(value, ViewGuard.view(Shapes.class, new Echo()).last(value));
    }

    @Test
    void call_overloads_eachGoesToItsOwn() {
        Shapes view = ViewGuard.view(Shapes.class, new Echo());
        assertEquals("object", view.over((Object) "x"));
        assertEquals("string", view.over("x"));
        assertEquals("both", view.over("x", 1));
    }

    @Test
    void call_defaultMethod_isTheTargets() {
        Shapes target = new Echo() {
            @Override
            public String greeting() {
                return "own " + super.greeting();
            }
        };
        assertEquals("default string", ViewGuard.view(Shapes.class, new Echo()).greeting());
        assertEquals("own default string", ViewGuard.view(Shapes.class, target).greeting());
        assertEquals("static", Shapes.helper());
    }

    @Test
    void call_genericDiamond_everyWayInWorks() {
        Diamond view = ViewGuard.view(Diamond.class, new Both());
        assertEquals("a!", view.get("a"));
        assertEquals("a!", ((Left) view).get("a"));
        assertEquals("a!", ((Source<String>) view).get("a"));
        assertEquals(7, view.<Integer>same(7));
        assertEquals("leftright", view.side());
    }

    @Test
    void call_interfaceOfTheJdk_works() throws Exception {
        assertEquals(
                "x", ViewGuard.<Callable<?>>view(raw(Callable.class), () -> "x").call());
        UnaryOperator<Object> view = ViewGuard.view(raw(UnaryOperator.class), x -> x + "!");
        assertEquals("a!!", view.andThen(x -> x + "!").apply("a"));
    }

    @SuppressWarnings("unchecked")
    private static <D> Class<D> raw(Class<?> type) {
        return (Class<D>) type;
    }

    @Test
    void call_running_isInFlightUntilItReturns() {
        AtomicReference<ViewGuard<Runnable>> guard = new AtomicReference<>();
        AtomicBoolean drainedInside = new AtomicBoolean();
        guard.set(new ViewGuard<>(() -> drainedInside.set(guard.get().shutAndSeeDrained())));
        new ViewFactory().of(Runnable.class).apply(guard.get()).run();
        assertFalse(drainedInside.get());
        assertTrue(guard.get().wasDrained());
    }

    @Test
    void call_defaultMethodOfTheTarget_isCountedAsOneCall() {
        AtomicReference<ViewGuard<Shapes>> guard = new AtomicReference<>();
        guard.set(new ViewGuard<>(new Echo() {
            @Override
            public String over(String a) {
                return "drained " + guard.get().shutAndSeeDrained();
            }
        }));
        assertEquals(
                "default drained false",
                new ViewFactory().of(Shapes.class).apply(guard.get()).greeting());
        assertTrue(guard.get().wasDrained());
    }

    @Test
    void call_afterTheEnd_isRefusedByTheGuard() {
        ViewGuard<Runnable> guard = new ViewGuard<>(() -> {});
        Runnable view = new ViewFactory().of(Runnable.class).apply(guard);
        assertTrue(guard.shutAndSeeDrained());
        assertEquals(
                "detached", assertThrows(IllegalStateException.class, view::run).getMessage());
    }

    @Test
    void equality_isThatOfTheSide() {
        ViewFactory factory = new ViewFactory();
        Function<Guard<Runnable>, Runnable> views = factory.of(Runnable.class);
        Runnable target = () -> {};
        ViewGuard<Runnable> guard = new ViewGuard<>(target);
        Runnable view = views.apply(guard);
        assertNotSame(view, views.apply(guard));
        assertEquals(view, views.apply(guard));
        assertEquals(view.hashCode(), views.apply(guard).hashCode());
        assertNotEquals(view, views.apply(new ViewGuard<>(target)));
        assertNotEquals(view, target);
        assertNotEquals(null, view);
    }

    @Test
    void toString_afterTheEnd_namesDispatchAndSide() {
        ViewGuard<Runnable> guard = new ViewGuard<>(() -> {});
        Runnable view = new ViewFactory().of(Runnable.class).apply(guard);
        guard.end();
        assertEquals("counted java.lang.Runnable of side 7", view.toString());
    }

    @Test
    void equals_declaredByTheInterface_isStillTheViews() {
        Comparator<String> view = ViewGuard.view(raw(Comparator.class), Comparator.<String>naturalOrder());
        assertEquals(view, view);
        assertNotEquals(view, Comparator.<String>naturalOrder());
        assertTrue(view.reversed().compare("a", "b") > 0);
    }
}
