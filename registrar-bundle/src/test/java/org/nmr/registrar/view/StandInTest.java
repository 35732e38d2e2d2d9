// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.IntBinaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.nmr.DetachedException;
import org.nmr.registrar.call.Guard;

/** What a stand-in does with the methods of several interfaces. */
class StandInTest {
    private static final UnaryOperator<Guard<?>> NOWHERE = ended -> ended;

    private final StandInFactory factory = new StandInFactory();

    /** Makes one of a target that implements all interfaces. */
    private Object standIn(Object target, Class<?>... interfaces) {
        return factory.of(List.of(interfaces)).make(new StandInGuard(target), NOWHERE);
    }

    /** A default method calls others on the target, not on the stand-in. */
    public interface Named {
        String name();

        default String title() {
            return "the " + name();
        }

        static String kind() {
            return "static";
        }
    }

    /** Takes all kinds of arguments. */
    public interface Mixed {
        double wide(long a, boolean b, double c, Object d, float e, int[] f);

        char narrow(byte a, short b, char c, int d, String[] e);

        void touch(long[][] table);
    }

    /** The target of both. */
    private static final class Both implements Named, Mixed {
        @Override
        public String name() {
            return "target";
        }

        @Override
        public double wide(long a, boolean b, double c, Object d, float e, int[] f) {
            return a + (b ? 2 : 0) + c + (Integer) d + e + f[0];
        }

        @Override
        public char narrow(byte a, short b, char c, int d, String[] e) {
            return (char) (a + b + c + d + e.length);
        }

        @Override
        public void touch(long[][] table) {
            table[1][0] = 7;
        }
    }

    @Test
    void standIn_severalInterfaces_passesEachCallOn() {
        Object standIn = standIn(new Both(), Named.class, Mixed.class);
        assertEquals("the target", ((Named) standIn).title());
        Mixed mixed = (Mixed) standIn;
        assertEquals(63, mixed.wide(1, /* b= */ true, 4, 8, 16, new int[] {32}), 0);
        assertEquals('f', mixed.narrow((byte) 1, (short) 1, 'a', 1, new String[2]));
        long[][] table = {{1}, {2}};
        mixed.touch(table);
        assertEquals(7, table[1][0]);
    }

    @Test
    void standIn_interfaceOfTheJdk_works() {
        IntBinaryOperator minus = (a, b) -> a - b;
        assertEquals(2, ((IntBinaryOperator) standIn(minus, IntBinaryOperator.class)).applyAsInt(5, 3));
    }

    /** Both have it. */
    public interface First {
        String run(String text);

        Object next();
    }

    /** The same method, and one with a narrower result. */
    public interface Second {
        String run(String text);

        CompletionStage<String> next();
    }

    /** One method for both; a bridge for the wider result. */
    private record Shared(CompletableFuture<String> result) implements First, Second {
        @Override
        public String run(String text) {
            return text + text;
        }

        @Override
        public CompletionStage<String> next() {
            return result;
        }
    }

    @Test
    void standIn_sameMethodInTwoInterfaces_isOneMethod() {
        Object standIn = standIn(new Shared(new CompletableFuture<>()), First.class, Second.class);
        assertEquals("aa", ((First) standIn).run("a"));
        assertEquals("bb", ((Second) standIn).run("b"));
    }

    /** The first interface does not know that its method returns a stage, but the second does. */
    @Test
    void standIn_otherInterfaceKnowsTheStage_callLastsUntilItIsDone() {
        CompletableFuture<String> result = new CompletableFuture<>();
        StandInGuard guard = new StandInGuard(new Shared(result));
        Object standIn = factory.of(List.of(First.class, Second.class)).make(guard, NOWHERE);
        assertSame(result, ((First) standIn).next());
        assertFalse(guard.shutAndSeeDrained());
        result.complete("done");
        assertTrue(guard.wasDrained());
    }

    /** No class of the Java language has both; another language's may. */
    public interface Plain {
        int next();
    }

    @Test
    void standIn_primitiveResultBesideAStage_isLinked() {
        factory.of(List.of(Plain.class, Second.class));
        factory.of(List.of(Second.class, Plain.class));
    }

    /** Generic. */
    public interface Box<T> {
        T put(T value);
    }

    /** Its bridge takes an Object. */
    public interface TextBox extends Box<String> {
        @Override
        String put(String value);
    }

    /** The target. */
    private static final class Texts implements TextBox, Supplier<String> {
        private String last = "";

        @Override
        public String put(String value) {
            String before = last;
            last = value;
            return before;
        }

        @Override
        public String get() {
            return last;
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void standIn_genericAndBridgeMethods_reachTheSameMethod() {
        Object standIn = standIn(new Texts(), TextBox.class, Supplier.class);
        assertEquals("", ((TextBox) standIn).put("a"));
        assertEquals("a", ((Box<String>) standIn).put("b"));
        assertEquals("b", ((Supplier<String>) standIn).get());
    }

    @Test
    void equals_isIdentity() {
        StandInGuard guard = new StandInGuard(new Both());
        StandInMaker maker = factory.of(List.of(Named.class, Mixed.class));
        Object standIn = maker.make(guard, NOWHERE);
        assertEquals(standIn, standIn);
        assertNotEquals(standIn, maker.make(guard, NOWHERE));
        assertEquals(System.identityHashCode(standIn), standIn.hashCode());
    }

    @Test
    void toString_namesInterfacesAndSide_alsoAfterTheEnd() {
        StandInGuard guard = new StandInGuard(new Both());
        Object standIn = factory.of(List.of(Named.class, Mixed.class)).make(guard, NOWHERE);
        String text = "stand-in for " + Named.class.getName() + ", " + Mixed.class.getName() + " of side 7";
        assertEquals(text, standIn.toString());
        guard.end();
        assertEquals(text, standIn.toString());
    }

    @Test
    void call_nested_countsEach() {
        Runnable[] self = new Runnable[1];
        int[] depth = {0};
        StandInGuard guard = new StandInGuard((Runnable) () -> {
            if (++depth[0] < 3) {
                self[0].run();
            }
        });
        self[0] = (Runnable) factory.of(List.of(Runnable.class)).make(guard, NOWHERE);
        self[0].run();
        assertEquals(3, depth[0]);
        assertTrue(guard.shutAndSeeDrained());
    }

    @Test
    void call_afterTheEnd_refused() {
        StandInGuard guard = new StandInGuard(new Both());
        Named standIn = (Named) factory.of(List.of(Named.class)).make(guard, NOWHERE);
        guard.end();
        assertThrows(DetachedException.class, standIn::name);
    }

    /** Returns a future that calls nobody back. */
    public interface Later {
        Future<String> later();
    }

    @Test
    void future_pending_callLastsUntilSomebodySeesItsEnd() throws Exception {
        CompletableFuture<String> result = new CompletableFuture<>();
        StandInGuard guard = new StandInGuard((Later) () -> new PlainFuture<>(result));
        Later standIn = (Later) factory.of(List.of(Runnable.class, Later.class)).make(guard, NOWHERE);
        Future<String> later = standIn.later();
        assertFalse(guard.shutAndSeeDrained());
        result.complete("done");
        assertEquals("done", later.get());
        assertTrue(guard.wasDrained());
    }
}
