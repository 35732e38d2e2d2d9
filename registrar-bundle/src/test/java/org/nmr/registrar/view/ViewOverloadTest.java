// SPDX-License-Identifier: Apache-2.0
package org.nmr.registrar.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;

/**
 * Which methods of a dispatch interface are asynchronous: overloads, promises, futures, and what only looks like it.
 */
class ViewOverloadTest {
    /** Fixes nothing. */
    public interface Source<T> {
        T get(String key);
    }

    /** A parameter is a variable, so the bridge has other parameters. */
    public interface Keyed<K, T> {
        T get(K key);
    }

    /** Puts a type in place of a variable. */
    public interface PromiseSource extends Source<Promise<String>> {}

    /** The same. */
    public interface StageSource extends Source<CompletionStage<String>> {}

    // ---- overloads that a bridge does not lead to ---------------------------------------------------------------

    /** One overload is asynchronous, the one behind the bridge is not. */
    public interface Overloaded extends Source<String> {
        @Override
        String get(String key);

        Promise<Integer> get(Integer key);
    }

    /** The same with a variable as parameter and a stage. */
    public interface OverloadedKeys extends Keyed<String, String> {
        @Override
        String get(String key);

        CompletionStage<Integer> get(Integer key);

        Future<Integer> get(Long key);
    }

    private static final class OverloadedTarget implements Overloaded {
        private final Deferred<Integer> deferred = new Deferred<>();

        @Override
        public String get(String key) {
            return "got " + key;
        }

        @Override
        public Promise<Integer> get(Integer key) {
            return deferred.getPromise();
        }
    }

    @Test
    void get_bridgeBesideAnAsynchronousOverload_isOverWhenItReturns() {
        ViewGuard<Overloaded> guard = new ViewGuard<>(new OverloadedTarget());
        Source<String> view = new ViewFactory().of(Overloaded.class).apply(guard);
        assertEquals("got x", view.get("x"));
        assertTrue(guard.shutAndSeeDrained());
    }

    @Test
    void get_asynchronousOverloadBesideABridge_isInFlight() {
        ViewGuard<Overloaded> guard = new ViewGuard<>(new OverloadedTarget());
        new ViewFactory().of(Overloaded.class).apply(guard).get(7);
        assertFalse(guard.shutAndSeeDrained());
    }

    @Test
    void of_overloads_eachHasItsOwnKind() {
        assertEquals(
                List.of(
                        "Object get(Object) NONE",
                        "String get(String) NONE",
                        "CompletionStage get(Integer) STAGE",
                        "Future get(Long) FUTURE"),
                kinds(OverloadedKeys.class));
    }

    private static List<String> kinds(Class<?> type) {
        List<String> order = List.of("Object", "String", "Integer", "Long");
        return ViewMethod.of(List.of(type), HandOutRule.MARKED).stream()
                .sorted((a, b) -> order.indexOf(parameter(a)) - order.indexOf(parameter(b)))
                .map(each ->
                        each.method().getReturnType().getSimpleName() + " get(" + parameter(each) + ") " + each.kind())
                .toList();
    }

    private static String parameter(ViewMethod method) {
        return method.method().getParameterTypes()[0].getSimpleName();
    }

    // ---- promises, futures, and what neither calls back nor can be wrapped --------------------------------------

    /** A subtype of Promise. */
    public interface OwnPromise<T> extends Promise<T> {}

    /** Returns it through a variable. */
    public interface Promising extends Source<OwnPromise<String>> {}

    /** A promise that is a future, too, is not wrapped. */
    public interface Both extends Promise<String>, Future<String> {}

    /** A parent that would wrap. */
    public interface Wrapping {
        Future<String> get(String key);
    }

    /** Returns both. */
    public interface BothKinds extends Wrapping, Source<Object> {
        @Override
        Both get(String key);
    }

    /** A future by a type argument. */
    public interface FixedFuture extends FreeFuture<Future<String>> {}

    /** The caller of a raw or generic one chooses the class. */
    public interface FreeFuture<F extends Future<String>> {
        F get(String key);
    }

    /** The caller chooses the class. */
    public interface FreeFutureMethod {
        <F extends Future<String>> F get(String key);
    }

    /** The caller chooses the class, within more. */
    public interface FreeFutureIntersection {
        <F extends Comparable<F> & Future<String>> F get(String key);
    }

    /** The class is fixed in the end. */
    public interface SubtypeEnd extends FreeFuture<FutureTask<String>> {}

    /** A parent would wrap what this cannot return. */
    public interface SubtypeCovariant extends Wrapping {
        @Override
        ScheduledFuture<String> get(String key);
    }

    /** What neither is a result of its own nor counted. */
    public interface Containers {
        List<CompletionStage<String>> list(String key);

        CompletionStage<String>[] array(String key);

        Supplier<Future<String>> supplier(String key);

        Callable<Promise<String>> callable(String key);

        Object object(String key);

        int number(String key);
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                Arguments.of(Promising.class, AsyncKind.PROMISE),
                Arguments.of(BothKinds.class, AsyncKind.PROMISE),
                Arguments.of(FixedFuture.class, AsyncKind.FUTURE),
                Arguments.of(FreeFuture.class, AsyncKind.CHOSEN),
                Arguments.of(FreeFutureMethod.class, AsyncKind.CHOSEN),
                Arguments.of(FreeFutureIntersection.class, AsyncKind.CHOSEN),
                Arguments.of(SubtypeEnd.class, AsyncKind.UNTOLD),
                Arguments.of(SubtypeCovariant.class, AsyncKind.UNTOLD),
                Arguments.of(Containers.class, AsyncKind.NONE),
                Arguments.of(Source.class, AsyncKind.NONE));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void of_interface_everyMethodHasTheKind(Class<?> type, AsyncKind kind) {
        List<ViewMethod> methods = List.copyOf(ViewMethod.of(List.of(type), HandOutRule.MARKED));
        assertEquals(
                methods.stream().map(each -> kind).toList(),
                methods.stream().map(ViewMethod::kind).toList());
    }

    @Test
    void get_wrappedThroughAVariable_isAFuture() {
        FutureTask<String> task = new FutureTask<>(() -> "x");
        ViewGuard<FixedFuture> guard = new ViewGuard<>(key -> task);
        Future<String> future =
                new ViewFactory().of(FixedFuture.class).apply(guard).get("key");
        guard.end();
        task.run();
        assertTrue(future.isDone());
        assertTrue(guard.wasDrained());
    }

    /** A target that lies by heap pollution still gets its result through. */
    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void get_notWhatIsDeclared_isReturnedAndOver() {
        for (Class<?> type : List.of(PromiseSource.class, StageSource.class)) {
            Object target = Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> "text");
            ViewGuard<Object> guard = new ViewGuard<>(target);
            Source view = (Source) new ViewFactory().of((Class<Object>) type).apply(guard);
            assertEquals("text", view.get("key"));
            assertTrue(guard.shutAndSeeDrained());
        }
    }
}
