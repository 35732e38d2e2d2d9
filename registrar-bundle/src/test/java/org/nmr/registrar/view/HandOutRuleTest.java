// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nmr.HandsOut;

/** Which methods hand out, as what, and what cannot be handed out. */
class HandOutRuleTest {
    private final ViewFactory factory = new ViewFactory();

    /** What is handed out. */
    public interface Base {
        String name();
    }

    /** A narrower result. */
    public interface Narrow extends Base, Closeable {
        @Override
        void close();
    }

    /** With a parent's method that is marked. */
    public interface Parent {
        @HandsOut
        Base get();

        @HandsOut
        default Base fallback() {
            return get();
        }

        @HandsOut
        static Base none() {
            throw new IllegalStateException("static");
        }
    }

    /** Overrides it without a mark and with a narrower result, so that there is a bridge. */
    public interface Child extends Parent {
        @Override
        Narrow get();
    }

    /** Overrides a method that is not marked. */
    public interface MarkedChild extends Supplier<Base> {
        @HandsOut
        @Override
        Narrow get();
    }

    /** With a variable. */
    public interface Generic<T> {
        @HandsOut
        T get();
    }

    /** What the variable stands for. */
    public interface Fixed extends Generic<Narrow> {}

    /** Two parents whose results do not go together. */
    public interface Torn extends Parent, Supplier<Base> {
        @Override
        Narrow get();
    }

    /** Hands out itself. */
    public interface Tree extends AutoCloseable {
        @HandsOut
        Tree child();
    }

    /** Is for nobody else. */
    interface NotPublic {}

    /** Is permitted only. */
    public sealed interface Sealed {}

    /** The only one. */
    public static final class Permitted implements Sealed {}

    /** Has no view of its own. */
    public interface NoView {
        ScheduledFuture<?> schedule();
    }

    /** Hands that out. */
    public interface Indirect {
        @HandsOut
        NoView next();
    }

    /** Whose results cannot be handed out. */
    @SuppressWarnings("unused")
    public static final class Refused {
        private Refused() {}

        /** A class. */
        public interface OfClass {
            @HandsOut
            String get();
        }

        /** A primitive type. */
        public interface OfPrimitive {
            @HandsOut
            int get();
        }

        /** Nothing. */
        public interface OfVoid {
            @HandsOut
            void get();
        }

        /** An array. */
        public interface OfArray {
            @HandsOut
            Base[] get();
        }

        /** Any object. */
        public interface OfObject {
            @HandsOut
            Object get();
        }

        /** A stage. */
        public interface OfStage {
            @HandsOut
            CompletionStage<Base> get();
        }

        /** A future. */
        public interface OfFuture {
            @HandsOut
            Future<Base> get();
        }

        /** A method's variable. */
        public interface OfVariable {
            @HandsOut
            <T extends Base> T get();
        }

        /** A variable of the interface. */
        public interface OfOpenType<T extends Base> {
            @HandsOut
            T get();
        }

        /** An interface that is not public. */
        public interface OfNotPublic {
            @HandsOut
            NotPublic get();
        }

        /** A sealed interface. */
        public interface OfSealed {
            @HandsOut
            Sealed get();
        }

        /** An interface without view. */
        public interface OfNoView {
            @HandsOut
            NoView get();
        }

        /** One that hands out such an interface. */
        public interface OfIndirect {
            @HandsOut
            Indirect get();
        }
    }

    private <T> T view(Class<T> type, InvocationHandler calls) {
        return factory.of(type).apply(new ViewGuard<>(proxy(type, calls)));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler calls) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
    }

    private static Narrow narrow() {
        return proxy(Narrow.class, (self, method, arguments) -> method.getName().equals("name") ? "n" : null);
    }

    private static <T> T assertHandedOut(Class<T> type, Object result) {
        assertTrue(result instanceof HandedOutView, () -> "expected a view, was " + result.getClass());
        return type.cast(result);
    }

    @Test
    void get_overriddenWithoutMark_handsOutTheNarrowerType() throws Exception {
        Child child = view(Child.class, (self, method, arguments) -> narrow());
        assertEquals("n", assertHandedOut(Narrow.class, child.get()).name());
        assertHandedOut(Narrow.class, ((Parent) child).get());
        for (Method each : Child.class.getMethods()) {
            if (each.getName().equals("get")) {
                assertHandedOut(Narrow.class, each.invoke(child));
            }
        }
    }

    @Test
    void get_bridgeOfAMarkedMethod_handsOut() {
        MarkedChild child = view(MarkedChild.class, (self, method, arguments) -> narrow());
        assertHandedOut(Narrow.class, child.get());
        assertHandedOut(Narrow.class, ((Supplier<?>) child).get());
    }

    @Test
    void get_variableThatIsFixed_handsOutWhatItStandsFor() {
        Fixed fixed = view(Fixed.class, (self, method, arguments) -> narrow());
        assertHandedOut(Narrow.class, fixed.get());
        assertHandedOut(Narrow.class, ((Generic<?>) fixed).get());
    }

    @Test
    void get_ofTwoParents_handsOut() {
        Torn torn = view(Torn.class, (self, method, arguments) -> narrow());
        assertHandedOut(Narrow.class, torn.get());
        assertHandedOut(Narrow.class, ((Supplier<?>) torn).get());
        assertHandedOut(Narrow.class, ((Parent) torn).get());
    }

    @Test
    void fallback_defaultMethod_isThatOfTheTarget() {
        Parent parent = view(Parent.class, (self, method, arguments) -> narrow());
        assertEquals("n", assertHandedOut(Base.class, parent.fallback()).name());
        assertFalse(parent.fallback() instanceof Narrow);
    }

    @Test
    void child_ofItsOwnType_handsOutAtEachDepth() throws Exception {
        Tree[] trees = new Tree[1];
        InvocationHandler grow = (self, method, arguments) ->
                method.getName().equals("child") ? proxy(Tree.class, (own, other, more) -> trees[0]) : null;
        trees[0] = proxy(Tree.class, grow);
        Tree view = view(Tree.class, grow);
        Tree child = assertHandedOut(Tree.class, view.child());
        Tree grandchild = assertHandedOut(Tree.class, child.child());
        assertSame(child.getClass(), grandchild.getClass());
        child.close();
        grandchild.close();
    }

    @Test
    void get_notOfTheDeclaredType_isAClassCast() {
        Fixed fixed = view(Fixed.class, (self, method, arguments) -> null);
        assertNull(fixed.get());
        Generic<?> raw = new Wrong();
        StandInGuard guard = new StandInGuard(raw);
        Generic<?> view =
                (Generic<?>) new StandInFactory().of(List.of(Fixed.class)).make(guard, ended -> ended);
        ClassCastException thrown = assertThrows(ClassCastException.class, view::get);
        assertTrue(thrown.getMessage().contains("expected an object of this type, was one of java.lang.String"));
        assertTrue(guard.shutAndSeeDrained());
    }

    /** Returns what it likes. */
    private static class Unchecked<T> implements Generic<T> {
        @SuppressWarnings("unchecked") // on purpose
        @Override
        public T get() {
            return (T) "no connection";
        }
    }

    private static final class Wrong extends Unchecked<Narrow> implements Fixed {}

    @ParameterizedTest
    @ValueSource(
            classes = {
                Refused.OfClass.class,
                Refused.OfPrimitive.class,
                Refused.OfVoid.class,
                Refused.OfArray.class,
                Refused.OfObject.class,
                Refused.OfStage.class,
                Refused.OfFuture.class,
                Refused.OfVariable.class,
                Refused.OfOpenType.class,
                Refused.OfNotPublic.class,
                Refused.OfSealed.class,
                Refused.OfNoView.class,
                Refused.OfIndirect.class
            })
    void of_resultWithoutView_saysWhy(Class<?> type) {
        String reason = factory.unsupportedReason(type);
        assertTrue(reason != null && reason.contains(type.getName()) && reason.contains("hands out"), reason);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new StandInFactory().of(List.of(type)));
        assertTrue(refused.getMessage().contains("hands out"), refused::getMessage);
    }

    @Test
    void standIn_namedTypeWithoutView_saysWhy() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> new StandInFactory().of(List.of(Refused.OfClass.class), Set.of(String.class.getName())));
        assertTrue(refused.getMessage().contains("it is not an interface"), refused::getMessage);
    }

    @Test
    void standIn_namedTypeThatTheCallerChooses_isNotHandedOut() {
        assertEquals(
                List.of(),
                HandOutClasses.types(
                        ViewMethod.of(List.of(Chooser.class), new HandOutRule(Set.of(Base.class.getName())))));
    }

    /** As {@code java.sql.Wrapper} does it. */
    public interface Chooser {
        /** Any that the caller likes. */
        <T extends Base> T unwrap(Class<T> type);
    }
}
