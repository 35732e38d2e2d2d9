// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The ways in which Java lets an asynchronous result be declared: every method that leads to one is counted until it is
 * done.
 */
class ViewKindTest {
    // ---- generic parents --------------------------------------------------------------------------------------

    /** Fixes nothing. */
    public interface Source<T> {
        T get(String key);
    }

    /** A variable of the interface with a bound. */
    public interface Bounded<T extends CompletionStage<String>> {
        T get(String key);
    }

    /** A variable of the method with a bound. */
    public interface BoundedMethod {
        <T extends CompletionStage<String>> T get(String key);
    }

    /** The bound that counts is the second one, so the erased type is Comparable. */
    public interface Intersection {
        <T extends Comparable<T> & CompletionStage<String>> T get(String key);
    }

    /** The same for a variable of the interface, in its parent. */
    public interface IntersectionParent<T extends Object & CompletionStage<String>> extends Source<T> {}

    /** A bound of a bound. */
    public interface Chained<A extends CompletionStage<String>, B extends A> {
        B get(String key);
    }

    /** Puts a type in place of a variable that bounds another. */
    public interface BoundFixed extends WithBound<CompletionStage<String>> {}

    /** A bound that is a variable of the interface. */
    public interface WithBound<B> {
        <T extends B> T get(String key);
    }

    /** Two steps to the type. */
    public interface Nested<U> extends Source<CompletionStage<U>> {}

    /** The end of the two steps. */
    public interface NestedEnd extends Nested<String> {}

    /** Renames the variable on the way. */
    public interface Renamed<U, V> extends Source<V> {}

    /** Fixes it. */
    public interface RenamedEnd extends Renamed<String, CompletableFuture<String>> {}

    /** A raw parent, redeclared. */
    @SuppressWarnings("rawtypes")
    public interface Raw extends Source {
        @Override
        CompletionStage<String> get(String key);
    }

    /** A raw parent with a bound. */
    @SuppressWarnings("rawtypes")
    public interface RawBounded extends Bounded {}

    // ---- bridges ----------------------------------------------------------------------------------------------

    /** Not asynchronous by itself. */
    public interface Plain {
        Object get(String key);
    }

    /** A covariant result. */
    public interface Covariant extends Plain {
        @Override
        CompletionStage<String> get(String key);
    }

    /** A bridge of a bridge. */
    public interface CovariantTwice extends Covariant {
        @Override
        CompletableFuture<String> get(String key);
    }

    /** Two parents, and no declaration of its own, so that no bridge is made. */
    public interface Joined extends Plain, StageOnly {}

    /** A parent. */
    public interface StageOnly {
        CompletionStage<String> get(String key);
    }

    /** A bridge as a default method of the interface's own. */
    public interface Defaulted extends Source<CompletionStage<String>> {
        @Override
        default CompletionStage<String> get(String key) {
            throw new AssertionError("the target has its own");
        }
    }

    /** A parameter is a variable, so the bridge has other parameters. */
    public interface Keyed<K, T> {
        T get(K key);
    }

    /** The end of it. */
    public interface KeyedEnd extends Keyed<String, CompletionStage<String>> {
        @Override
        CompletableFuture<String> get(String key);
    }

    /** The parameter of a parent's parent. */
    public interface KeyedBetween<T> extends Keyed<String, T> {
        @Override
        T get(String key);
    }

    /** Bridges of bridges, with overloads around. */
    public interface KeyedDeep extends KeyedBetween<CompletionStage<String>> {
        @Override
        CompletableFuture<String> get(String key);

        String get(Integer key);

        String get(String key, String other);
    }

    /** A raw parent, whose variables are erased in the parameters, too. */
    @SuppressWarnings("rawtypes")
    public interface RawKeyed extends Keyed {
        @Override
        CompletionStage<String> get(Object key);
    }

    /** Variables of the method in a parameter. */
    public interface Typed<T> {
        <K extends CharSequence> T get(K key);
    }

    /** Redeclares it. */
    public interface TypedEnd extends Typed<CompletionStage<String>> {
        @Override
        <L extends CharSequence> CompletableFuture<String> get(L key);
    }

    static Stream<Class<?>> staged() {
        return Stream.of(
                Bounded.class,
                BoundedMethod.class,
                Intersection.class,
                IntersectionParent.class,
                Chained.class,
                BoundFixed.class,
                NestedEnd.class,
                RenamedEnd.class,
                Raw.class,
                RawBounded.class,
                Covariant.class,
                CovariantTwice.class,
                Joined.class,
                Defaulted.class,
                KeyedEnd.class,
                KeyedDeep.class,
                RawKeyed.class,
                TypedEnd.class);
    }

    /** A result that is of all the bounds. */
    private static final class Result extends CompletableFuture<String> implements Comparable<Result> {
        @Override
        public int compareTo(Result other) {
            return 0;
        }
    }

    @ParameterizedTest
    @MethodSource("staged")
    void get_throughEveryMethodThatLeadsToIt_isInFlightUntilTheResultIsDone(Class<?> type) throws Exception {
        List<Method> ways = waysTo(type, "get", "key");
        assertFalse(ways.isEmpty());
        for (Method way : ways) {
            Result result = new Result();
            ViewGuard<Object> guard = new ViewGuard<>(target(type, result));
            assertSame(result, way.invoke(view(type, guard), "key"), way::toString);
            assertFalse(guard.shutAndSeeDrained(), way::toString);
            result.complete("x");
            assertTrue(guard.wasDrained(), way::toString);
        }
    }

    /** Every method of every interface that the argument can be given to. */
    private static List<Method> waysTo(Class<?> type, String name, Object argument) {
        List<Method> ways = new ArrayList<>();
        for (Method method : type.getMethods()) {
            Class<?>[] parameters = method.getParameterTypes();
            if (method.getName().equals(name) && parameters.length == 1 && parameters[0].isInstance(argument)) {
                ways.add(method);
            }
        }
        for (Class<?> parent : type.getInterfaces()) {
            ways.addAll(waysTo(parent, name, argument));
        }
        return ways;
    }

    private static Object target(Class<?> type, Object result) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> result);
    }

    @SuppressWarnings("unchecked")
    private static Object view(Class<?> type, ViewGuard<Object> guard) {
        return new ViewFactory().of((Class<Object>) type).apply(guard);
    }
}
